"""Every route and method, times every role. See test_matrix.py."""
