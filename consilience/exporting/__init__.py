"""Accounts given out in the formats of others, and evidence bundles that anybody can verify."""

from consilience.exporting.decided import NOTHING, Decided
from consilience.exporting.formats import FORMATS, Exported, Format, export
from consilience.exporting.verifying import BundleVerdict, verify_bundle

__all__ = ["FORMATS", "NOTHING", "BundleVerdict", "Decided", "Exported", "Format", "export", "verify_bundle"]
