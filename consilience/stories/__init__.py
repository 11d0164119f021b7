"""Readings -> Stories: the passages they share, and which reports are about one event."""

from consilience.stories.stories import find_stories, story_of

__all__ = ["find_stories", "story_of"]
