"""People: sign-in by e-mail, second factor, language and time zone. Knows nothing of organisations."""
