"""The deal's beginning: requests for quotation, sealed quotes, comparison, award."""
