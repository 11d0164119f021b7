"""What is new, changed, confirmed or in conflict in a story's account since the one before, in words."""

from consilience.changes.between import changes_between

__all__ = ["changes_between"]
