"""Report -> Reading: marks on one report, one file a layer."""

from consilience.reading.read import read_report

__all__ = ["read_report"]
