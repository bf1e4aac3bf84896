"""Half-filled forms: what somebody typed and has not sent yet is kept."""
