"""Story -> Account: what the readings of one story say together."""

from consilience.reconciling.reconcile import reconcile

__all__ = ["reconcile"]
