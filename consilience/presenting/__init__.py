"""Account -> page, digest, JSON."""
