"""What is new, changed, confirmed or in conflict in a story's account since the one before, in words."""
