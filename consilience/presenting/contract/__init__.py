"""The JSON that `consilience read` and `consilience build` print: one function for each kind of object.

Fields are only ever added. Spans count Unicode code points into the report's own `text`, end excluded.
"""

from consilience.presenting.contract.builds import build_lines, build_object, failure_object
from consilience.presenting.contract.readings import reading_object
from consilience.presenting.contract.stories import story_object
from consilience.presenting.contract.values import Json, Object, to_json

__all__ = [
    "Json",
    "Object",
    "build_lines",
    "build_object",
    "failure_object",
    "reading_object",
    "story_object",
    "to_json",
]
