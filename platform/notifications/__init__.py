"""What people are told, in the application and by e-mail, in their language and as they chose."""
