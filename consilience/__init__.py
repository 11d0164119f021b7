"""Consilience: what independent reports of one event say together, with the words that say it.

import consilience
account = consilience.build("reports/").accounts[0]
for figure in account.figures:
    print(figure.what, figure.status, [v.value for v in figure.values])
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from consilience.model import Build, Failure, Reading

__all__ = ["build", "read"]


def read(*inputs: str, pipeline: str | None = None) -> list[Reading | Failure]:
    """Reads each report by itself: paths, folders or http(s) addresses, in their order.

    `pipeline` names an installed spaCy pipeline to use instead of the one shipped. What cannot be read
    comes as a Failure. Raises PipelineError when the pipeline cannot be used.
    """
    from consilience import pipeline as path
    from consilience.language import load_pipeline

    return list(path.read(inputs, language=load_pipeline(pipeline)))


def build(*inputs: str, pipeline: str | None = None) -> Build:
    """Groups the reports into stories and gives one account of each.

    `pipeline` as in `read`. Raises PipelineError when the pipeline cannot be used.
    """
    from consilience import pipeline as path
    from consilience.language import load_pipeline

    return path.build(inputs, language=load_pipeline(pipeline))
