"""``make bench``: how fast the catalogue is, served as in production, beside the same work done in SQL and in the index alone.

It stands among the tests, since it measures the product and is no part of it: nothing here is installed with it.
"""
