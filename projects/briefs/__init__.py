"""What a sponsor needs: projects, work packages, and the reading of a brief."""
