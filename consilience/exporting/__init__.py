"""Accounts in the formats of others: tables, maps, annotations, provenance, entities; and bundles of evidence."""
