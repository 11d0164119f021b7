"""Watched folders: new and changed files, once they are no longer being written."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from consilience.errors import InputError
from consilience.gathering.items import Document, Item
from consilience.gathering.sources import Folder
from consilience.intake import MOST_BYTES
from consilience.record.log import canonical, digest


def files_of(folder: Folder) -> Iterator[Item]:
    """The files of a folder and of those in it, but for hidden ones and links. Raises InputError where there is no folder."""
    top = Path(folder.address)
    if not top.is_dir():
        raise InputError(folder.address, "not_found", "There is no such folder.")
    for path in _files(top):
        stamp = stamp_of(path)
        if stamp is not None:
            yield Item(str(path), stamp, str(path))


def stamp_of(path: Path) -> str | None:
    """What changes when a file does: size and times; none where it is gone."""
    try:
        found = path.lstat()
    except OSError:
        return None
    return digest(canonical([found.st_size, found.st_mtime_ns, found.st_ctime_ns]))


def read_file(folder: Folder, path: Path) -> Document:
    """A file's bytes; intake tells its kind from its name. Raises InputError where it is too large or cannot be read."""
    name = path.relative_to(folder.address).as_posix()
    try:
        if path.resolve() != Path(folder.address).resolve() / name:
            raise InputError(str(path), "not_found", "It is a link, or in a folder that is one.")
        if path.lstat().st_size > MOST_BYTES:
            raise InputError(str(path), "too_large", f"It is larger than {MOST_BYTES // 1_000_000} MB.")
        with open(path, "rb", opener=_not_a_link) as file:
            return Document(file.read(MOST_BYTES + 1)[:MOST_BYTES], name)
    except OSError as error:
        raise InputError(str(path), "not_readable", f"It cannot be read ({error.strerror}).") from error


def _not_a_link(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))


def _files(top: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(top):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(folder, name)
            if not name.startswith(".") and path.is_file() and not path.is_symlink():
                yield path
