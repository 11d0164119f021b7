"""Story -> Account: what the readings of one story say together."""

from consilience.reconciling.aliases import Aliases, aliases_with
from consilience.reconciling.reconcile import reconcile

__all__ = ["Aliases", "aliases_with", "reconcile"]
