"""The program's own name and version, for what it writes."""

from importlib.metadata import version

PROGRAM = f"consilience {version('consilience')}"
