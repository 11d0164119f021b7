"""Where the articles are: local paths and folders, or any address that fsspec opens."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Literal, cast

import fsspec
import pyarrow as pa
from fsspec.core import url_to_fs

from consilience.intake import MOST_BYTES

Container = Literal["lines", "csv", "parquet", "warc"]
CONTAINERS: dict[str, Container] = {
    ".jsonl": "lines", ".ndjson": "lines", ".csv": "csv", ".tsv": "csv", ".parquet": "parquet", ".pq": "parquet",
    ".warc": "warc", ".wet": "warc",
}  # fmt: skip
PACKED = (".gz", ".zst")


@dataclass(frozen=True, slots=True)
class Source:
    """One file of the input. `stamp` changes when the file does; `fault` says why it cannot be listed."""

    name: str  # as the user gave it, with what follows in the folder
    address: str
    container: Container | None  # None: one article
    size: int
    stamp: str
    fault: tuple[str, str] | None = None


def find_sources(inputs: Iterable[str]) -> Iterator[Source]:
    """Every file of the inputs, in the order given, those of a folder by their paths; hidden ones left out."""
    for name in inputs:
        try:
            yield from _listed(name)
        except FileNotFoundError:
            yield _faulty(name, "not_found", "There is no such file or folder.")
        except (OSError, ValueError, ImportError) as error:
            yield _faulty(name, "not_readable", f"It cannot be opened ({type(error).__name__}: {error}).")


def _faulty(name: str, code: str, message: str) -> Source:
    return Source(name, name, None, 0, code, (code, message))


def _listed(name: str) -> Iterator[Source]:
    files, root = url_to_fs(name)
    if not files.exists(root):
        raise FileNotFoundError(name)
    if not files.isdir(root):
        yield _source(name, files, root, files.info(root))
        return
    found = sorted(files.find(root, detail=True).items())
    kept = [(path, info) for path, info in found if not _is_hidden(path[len(root) :])]
    if not kept:
        yield _faulty(name, "empty_folder", "The folder holds no files to read.")
    for path, info in kept:
        yield _source(name.rstrip("/") + "/" + path[len(root) :].lstrip("/"), files, path, info)


def _is_hidden(path: str) -> bool:
    return any(part.startswith(".") for part in path.split("/"))


def _source(name: str, files: fsspec.AbstractFileSystem, path: str, info: dict[str, object]) -> Source:
    size = int(cast(int, info.get("size") or 0))
    stamps = (info.get(key) for key in ("mtime", "ETag", "etag", "LastModified", "created", "sha256"))
    stamp = next((str(stamp) for stamp in stamps if stamp), "")
    return Source(name, files.unstrip_protocol(path), _container(name, size), size, stamp)


def _container(name: str, size: int) -> Container | None:
    low = name.lower()
    for ending in PACKED:
        low = low.removesuffix(ending)
    if low.endswith(".json") and (size > MOST_BYTES or low != name.lower()):
        return "lines"
    return next((kind for ending, kind in CONTAINERS.items() if low.endswith(ending)), None)


def open_bytes(address: str) -> BinaryIO:
    """The bytes of a file as they are kept."""
    return cast(BinaryIO, fsspec.open(address, "rb").open())


def unpacked(name: str, stream: BinaryIO) -> BinaryIO:
    """The bytes of a file that may be packed by gzip or Zstandard, by its name."""
    if name.lower().endswith(".gz"):
        return cast(BinaryIO, gzip.GzipFile(fileobj=stream))
    if name.lower().endswith(".zst"):
        return io.BufferedReader(cast(io.RawIOBase, _Zstandard(stream)))
    return stream


class _Zstandard(io.RawIOBase):
    """Arrow's unpacking as a Python stream."""

    def __init__(self, stream: BinaryIO) -> None:
        self._unpacked = pa.CompressedInputStream(pa.PythonFile(stream, mode="r"), "zstd")

    def readable(self) -> bool:
        return True

    def readinto(self, into: object) -> int:
        view = memoryview(cast(bytearray, into))
        data = self._unpacked.read(len(view))
        view[: len(data)] = data
        return len(data)
