"""PostgreSQL and Redis from wheels, for machines where neither runs."""
