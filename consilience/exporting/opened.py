"""Zips from strangers: what a zip holds, if it can be read safely. Nothing is ever unpacked to disk."""

from __future__ import annotations

import hashlib
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from consilience.errors import InputError

MOST_FILES = 50_000
MOST_UNPACKED = 4_000_000_000  # bytes of all files together
MOST_HELD = 400_000_000  # bytes of one file that is held in memory
PIECE = 1 << 16
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)


@dataclass(frozen=True, slots=True)
class Opened:
    """A zip whose names and sizes were found harmless; `entries` by name, folders left out."""

    name: str
    pack: zipfile.ZipFile
    entries: Mapping[str, zipfile.ZipInfo]

    def pieces(self, entry: str) -> Iterator[bytes]:
        """The bytes of a file, some at a time, never more than its declared size. Raises InputError if it is broken."""
        try:
            with self.pack.open(self.entries[entry]) as stream:
                while piece := stream.read(PIECE):
                    yield piece
        except BROKEN as error:
            raise InputError(self.name, "broken_zip", f"Its file {_shown(entry)} is broken.") from error

    def sha256(self, entry: str) -> str:
        """The hash of a file."""
        digest = hashlib.sha256()
        for piece in self.pieces(entry):
            digest.update(piece)
        return digest.hexdigest()

    def data(self, entry: str) -> bytes:
        """The bytes of a file. Raises InputError for one that is too large to be held."""
        if self.entries[entry].file_size > MOST_HELD:
            raise InputError(
                self.name,
                "too_large",
                f"Its file {_shown(entry)} is larger than {MOST_HELD // 1_000_000} MB.",
            )
        return b"".join(self.pieces(entry))


def open_zip(name: str, stream: BinaryIO) -> Opened:
    """What a zip holds. Raises InputError, in a sentence, for one that is broken, too large, or made to do harm."""
    try:
        pack = zipfile.ZipFile(stream)
    except BROKEN as error:
        raise InputError(name, "not_a_zip", "It is no zip, or a broken one.") from error
    held = pack.infolist()
    if len(held) > MOST_FILES:
        raise InputError(name, "too_many_files", f"It holds more than {MOST_FILES:,} files.")
    if sum(one.file_size for one in held) > MOST_UNPACKED:
        raise InputError(
            name, "too_large", f"It is larger than {MOST_UNPACKED // 1_000_000_000} GB when unpacked."
        )
    entries: dict[str, zipfile.ZipInfo] = {}
    for one in held:
        if (why := _refused(one)) is not None:
            raise InputError(name, "bad_zip", f"Its file {_shown(one.orig_filename)} {why}. It is not read.")
        if one.filename in entries:
            raise InputError(
                name, "bad_zip", f"It holds two files named {_shown(one.filename)}. It is not read."
            )
        entries[one.filename] = one
    return Opened(name, pack, {key: one for key, one in entries.items() if not one.is_dir()})


def _refused(one: zipfile.ZipInfo) -> str | None:
    """Why an entry is not to be read; None for a plain file or folder."""
    name = one.orig_filename
    if not name.isprintable() or "\\" in name or ":" in name:
        return "has a name that is not plain"
    if name.startswith("/") or any(part in {"", ".", ".."} for part in name.removesuffix("/").split("/")):
        return "has a name that leads out of the zip"
    kind = stat.S_IFMT(one.external_attr >> 16)
    if kind not in {0, stat.S_IFREG, stat.S_IFDIR}:
        return "is a link or device, and no plain file"
    if one.flag_bits & 1:
        return "is encrypted"
    if one.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        return "is packed in an unusual way"
    return None


def _shown(name: str) -> str:
    """A name as a terminal may show it."""
    return ascii(name[:100])
