"""Append-only facts: one row is audit trail, outbox and webhook payload at once."""
