"""Which format is a file that somebody uploads? Its ending and its content have to agree.

Nothing is parsed here: the readers refuse what is malformed. A name chooses a way to look, never
a place to write.
"""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable, Iterable
from typing import IO, Final

from agir_competencies.domain.import_job import UploadMismatched, UploadUnknown
from agir_competencies.frameworks import rncp

ENDINGS: Final = (".json", ".xml", ".csv", ".zip")
HEAD: Final = 64 * 1024
PIECE: Final = 1024 * 1024
MOST_DIRECTORY: Final = 2 * 1024 * 1024  # bytes of a zip's list of files that are looked at
_JSON_WORDS: Final = (
    (b'"CFDocument"', "case"),
    (b'"arborescence_competence', "rome"),
    (b'"tags"', "openedx"),
)
_END: Final = struct.Struct("<4s4H2LH")
# Before the end of a large zip stand a record that says the same in more bits, and its place.
_WIDE_END: Final = struct.Struct("<4sQ2H2L4Q")
_WIDE_PLACE: Final = struct.Struct("<4sLQL")
_WIDE: Final = _WIDE_END.size + _WIDE_PLACE.size


def format_of(name: str, file: IO[bytes], wanted: str = "") -> str:
    """Return the format of an open file; raise ``UploadUnknown`` or ``UploadMismatched``.

    ``name`` is what the person called it; ``wanted`` the format they chose, '' for none. The
    file is left at its start.
    """
    ending = ending_of(name)
    try:
        found = _LOOKS[ending](file) if ending else ""
    finally:
        file.seek(0)
    if not found:
        raise UploadUnknown
    if wanted and wanted != found:
        raise UploadMismatched(format=wanted, found=found)
    return found


def ending_of(name: str) -> str:
    """Return the ending of a name in small letters when it is one that is read, else ''."""
    return next((one for one in ENDINGS if name.lower().endswith(one)), "")


def _json(file: IO[bytes]) -> str:
    head = _text(file.read(HEAD)).lstrip()
    if not head.startswith(("{", "[")):
        return ""
    file.seek(0)
    for word, form in _JSON_WORDS:
        file.seek(0)
        if _holds(file, word):
            return form
    return ""


def _xml(file: IO[bytes]) -> str:
    head = _text(file.read(HEAD)).lstrip()
    return "rncp" if head.startswith("<") and "<FICHES" in head else ""


def _csv(file: IO[bytes]) -> str:
    head = _text(file.read(HEAD))
    line = head.splitlines()[0] if head else ""
    for mark in ",;\t":
        names = {name.strip().strip('"').lower() for name in line.split(mark)}
        if {"parent id number", "id number"} <= names:
            return "moodle"
        if {"id", "value"} <= names:
            return "openedx"
        if names & {"code_domaine_competence", "code_ogr_savoir"}:
            return "rome"
    return "moodle" if _in_moodles_order(head) else ""


def _in_moodles_order(head: str) -> bool:
    """Tell whether a header in another language has the fourteen columns that Moodle writes."""
    line = head.splitlines()[0] if head else ""
    return line.count(",") == 13 and line.count('"') % 2 == 0


def _zip(file: IO[bytes]) -> str:
    if not _is_listed_shortly(file):
        return ""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as packed:
            names = [name.rpartition("/")[2].lower() for name in packed.namelist()]
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return ""
    if _some(names, "skills_", ".csv") or _some(names, "skillshierarchy", ".csv"):
        return "esco"
    if any(rncp.is_export(name) for name in names):
        return "rncp"
    marks = ("arborescence_competence", "referentiel_savoir")
    return "rome" if any(mark in name for name in names for mark in marks) else ""


def _is_listed_shortly(file: IO[bytes]) -> bool:
    """Tell whether a zip's list of files is short enough to be read while somebody waits."""
    size = file.seek(0, 2)
    file.seek(max(0, size - HEAD - _END.size - _WIDE))
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < _END.size:
        return False
    listed = _END.unpack_from(tail, at)[5]
    if tail.startswith(b"PK\x06\x07", max(0, at - _WIDE_PLACE.size)):
        # It is believed before the other: without its record nothing is known.
        record = tail[max(0, at - _WIDE) : at - _WIDE_PLACE.size]
        if len(record) != _WIDE_END.size or not record.startswith(b"PK\x06\x06"):
            return False
        listed = max(listed, _WIDE_END.unpack(record)[8])
    return listed <= MOST_DIRECTORY


def _some(names: Iterable[str], start: str, end: str) -> bool:
    return any(name.startswith(start) and name.endswith(end) for name in names)


def _text(head: bytes) -> str:
    """Return bytes as text to look at; a byte that is cut or wrong is no reason to stop."""
    return head.decode("utf-8-sig", errors="replace").replace("\x00", "")


def _holds(file: IO[bytes], word: bytes) -> bool:
    """Tell whether ``word`` stands anywhere in the rest of the file."""
    tail = b""
    while piece := file.read(PIECE):
        if word in tail + piece:
            return True
        tail = piece[-len(word) :]
    return False


_LOOKS: Final[dict[str, Callable[[IO[bytes]], str]]] = {
    ".json": _json,
    ".xml": _xml,
    ".csv": _csv,
    ".zip": _zip,
}
