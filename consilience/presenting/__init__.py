"""Account -> page, digest, JSON."""

from consilience.presenting.contract import build_lines, build_object, failure_object, reading_object, to_json
from consilience.presenting.digest import print_digest
from consilience.presenting.page import render_page, render_pages

__all__ = [
    "build_lines",
    "build_object",
    "failure_object",
    "print_digest",
    "reading_object",
    "render_page",
    "render_pages",
    "to_json",
]
