"""Report -> Reading: marks on one report, one file a layer."""
