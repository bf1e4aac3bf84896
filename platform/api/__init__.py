"""DRF plumbing: authentication, errors, paging, idempotency, schema. Knows no domain."""
