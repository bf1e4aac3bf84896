"""Searching the catalogue in memory: what words mean, which offerings fit, in which order, and how many fit what else.

Each worker holds an index of the search documents, read from ``CatalogueEntry`` and brought up to date at each request by
what has changed since. docs/adr/0008 says why.
"""
