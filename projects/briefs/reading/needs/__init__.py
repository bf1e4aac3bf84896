"""What is asked for: medicines, services, systems and standards, without what is only mentioned, refused or there already."""
