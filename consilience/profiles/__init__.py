"""What a figure comes to by the published rules of those who count: each result explains what it was made of."""

from consilience.profiles.estimate import Estimate
from consilience.profiles.methods import PROFILES, Known, acled, airwars, as_reported, ucdp

__all__ = ["PROFILES", "Estimate", "Known", "acled", "airwars", "as_reported", "ucdp"]
