"""Spreadsheets in and out: sites, capabilities, offerings, suites and capacity, in the same columns both ways."""
