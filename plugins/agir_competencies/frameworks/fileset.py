"""How is a set of files opened, be it a folder, a .zip or one file, without harm?

An archive is never unpacked: its parts are read as streams, and what they would hold together is
counted before and while they are read. Only files of the two uppermost levels are seen.
"""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BufferedReader, RawIOBase
from pathlib import Path, PurePosixPath
from typing import IO, Any, Final

from agir_competencies.domain.refusals import (
    ArchiveRefused,
    FileUnreadable,
    FrameworkTooLarge,
    PartTwice,
)

SUFFIXES: Final = frozenset({".csv", ".json", ".xml"})
MOST_PARTS: Final = 2_000
CHUNK: Final = 1 << 20
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Limits:
    """What a site takes at most of one import."""

    bytes: int
    items: int


class Counted(RawIOBase):
    """A stream that adds what is read of it to its set and stops at the set's limit."""

    def __init__(self, stream: IO[bytes], files: Fileset, share: float) -> None:
        """Read ``stream``; one byte of it weighs ``share`` bytes on the disk."""
        self._stream, self._files, self._share = stream, files, share

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill ``buffer``; raise ``ArchiveRefused`` on a broken part, too large on a bomb."""
        try:
            found = self._stream.read(len(buffer))
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
            raise ArchiveRefused(reason="archive_broken") from error
        buffer[: len(found)] = found
        self._files.count(len(found), self._share)
        return len(found)

    def close(self) -> None:
        """Close the stream as well."""
        self._stream.close()
        super().close()


@dataclass(slots=True)
class Fileset:
    """The files of a set by name, without folders.

    ``done`` is what was read so far in bytes on the disk, for a progress bar.
    """

    parts: dict[str, Callable[[], IO[bytes]]]
    sizes: dict[str, tuple[int, int]]  # bytes to read, bytes on the disk
    most_bytes: int
    progress: Progress | None = None
    done: float = 0
    _rows: int = field(default=0)
    _read: int = field(default=0)
    _scale: float = field(default=1)

    def choose(self, names: Collection[str]) -> None:
        """Say which parts will be read, so that these are the whole for a progress bar."""
        whole = sum(packed for _, packed in self.sizes.values())
        chosen = sum(self.sizes[name][1] for name in names)
        self._scale = whole / chosen if chosen else 1

    def open(self, name: str) -> BufferedReader:
        """Return the part ``name`` as a stream of bytes."""
        whole, packed = self.sizes[name]
        try:
            stream = self.parts[name]()
        except OSError as error:
            raise FileUnreadable(path=name, reason=error.strerror or str(error)) from error
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
            raise ArchiveRefused(reason="archive_broken") from error  # RuntimeError: a password
        return BufferedReader(Counted(stream, self, packed / whole if whole else 1), CHUNK)

    def count(self, number: int, share: float) -> None:
        """Note that ``number`` bytes more were read."""
        self._read += number
        self.done += number * share * self._scale
        if self._read > self.most_bytes:
            raise FrameworkTooLarge(unit="bytes", limit=self.most_bytes)
        self.tell(self._rows)

    def tell(self, rows: int) -> None:
        """Let the progress bar know that ``rows`` of the present part were read."""
        self._rows = rows
        if self.progress:
            self.progress(rows, round(self.done))


@contextmanager
def opened(
    path: Path, *, most_bytes: int, name: str = "", progress: Progress | None = None
) -> Iterator[Fileset]:
    """Open a folder, a .zip or one file; raise a ``FrameworkRefused``.

    ``name`` is what one file is called where its path does not tell.
    """
    try:
        if path.is_dir() or not zipfile.is_zipfile(path):
            yield _plain(path, name, most_bytes, progress)
            return
        with zipfile.ZipFile(path) as archive:
            yield _zipped(archive, most_bytes, progress)
    except OSError as error:
        raise FileUnreadable(path=str(path), reason=error.strerror or str(error)) from error
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise ArchiveRefused(reason="archive_broken") from error


def paths_of(path: Path) -> list[Path]:
    """Return the files that a set on the disk is made of, sorted; a .zip is one file."""
    if not path.is_dir():
        return [path]
    found = [one for pattern in ("*", "*/*") for one in path.glob(pattern)
             if _counts(one.name) and one.is_file()]  # fmt: skip
    return sorted(found)


def size_of(path: Path) -> int:
    """Return how many bytes an import of ``path`` reads on the disk, 0 when nothing is there."""
    try:
        return sum(one.stat().st_size for one in paths_of(path))
    except OSError:
        return 0


def digest_of(path: Path, *how: str) -> str:
    """Return the SHA-256 of the set's files and of how they are to be read."""
    digest = hashlib.sha256("\x1f".join(how).encode())
    try:
        for one in paths_of(path):
            with one.open("rb") as file:
                inner = hashlib.file_digest(file, "sha256")
            called = "" if one == path else one.name
            digest.update(f"\x1f{called}\x1f".encode() + inner.digest())
    except OSError as error:
        raise FileUnreadable(path=str(path), reason=error.strerror or str(error)) from error
    return digest.hexdigest()


def holds(path: Path, word: bytes) -> bool:
    """Tell whether ``word`` stands anywhere in a file; raise ``FileUnreadable``."""
    try:
        with path.open("rb") as file:
            tail = b""
            while piece := file.read(CHUNK):
                if word in tail + piece:
                    return True
                tail = piece[-len(word) :]
    except OSError as error:
        raise FileUnreadable(path=str(path), reason=error.strerror or str(error)) from error
    return False


def _counts(name: str) -> bool:
    """Tell whether a file of this name can be part of a set."""
    return not name.startswith(".") and PurePosixPath(name).suffix.lower() in SUFFIXES


def _plain(path: Path, name: str, most_bytes: int, progress: Progress | None) -> Fileset:
    """Return the set of a folder or of one file."""
    files = Fileset({}, {}, most_bytes, progress)
    for one in paths_of(path):
        size = one.stat().st_size
        called = name or one.name if one == path else one.name
        _add(files, called, lambda one=one: one.open("rb"), (size, size))  # type: ignore[misc]
    return files


def _zipped(archive: zipfile.ZipFile, most_bytes: int, progress: Progress | None) -> Fileset:
    """Return the set of an archive."""
    files = Fileset({}, {}, most_bytes, progress)
    for info in archive.infolist():
        inside = PurePosixPath(info.filename)
        if info.is_dir() or len(inside.parts) > 2 or not _counts(inside.name):
            continue
        sizes = (info.file_size, info.compress_size)
        _add(files, inside.name, lambda info=info: archive.open(info), sizes)  # type: ignore[misc]
    return files


def _add(files: Fileset, name: str, open_: Callable[[], IO[bytes]], sizes: tuple[int, int]) -> None:
    """Add a part; refuse a name that comes twice and a crowd."""
    if name in files.parts:
        raise PartTwice(name=name)
    if len(files.parts) >= MOST_PARTS:
        raise ArchiveRefused(reason="archive_crowded")
    files.parts[name], files.sizes[name] = open_, sizes
