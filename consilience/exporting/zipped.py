"""Files to a zip, the same bytes for the same files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

MOMENT = (1980, 1, 1, 0, 0, 0)  # the first that a zip can name: when it was packed is no part of what it says
READABLE = 0o100644 << 16


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A zip of files by their names, in the order given."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as pack:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, MOMENT)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, READABLE, 3
            pack.writestr(entry, data)
    return held.getvalue()
