"""Files: stored privately, known by their content, and every opening recorded."""
