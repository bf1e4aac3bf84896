"""Jurisdictions of several countries. Their members are no terms of their own, and change once in a generation."""

MEMBERS = {
    "eu": (
        "AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE", "IT", "LV", "LT", "LU", "MT", "NL",
        "PL", "PT", "RO", "SK", "SI", "ES", "SE",
    ),
}  # fmt: skip
"""By a jurisdiction's code, ISO 3166 codes. The EU's are the 27 states to which the Treaties apply (Treaty on European Union,
article 52, without the United Kingdom since 1 February 2020)."""
