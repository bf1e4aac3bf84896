"""Who sells: profile, site, capability, certificate, capacity, claim, verification."""
