"""Which files may somebody send as a proof?

Kinds that a browser does not run and a reviewer can open: the name's ending says which one it
claims to be, the first bytes say whether it may be. What is kept is this kind and never the
sender's media type; whoever takes the file is given the media type of the kind, as a download.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar, Final

from agir_competencies.domain.attesting import AttestingRefused
from agir_competencies.domain.text import cut, one_line

LONGEST_NAME: Final = 120
_NOT_IN_NAMES: Final = re.compile(r"[\\/:*?\"<>|;%\x00-\x1f]+")


class FileKindRefused(AttestingRefused):
    """A kind of file that is not taken, or a name that lies about it. Facts: ``known``."""

    code: ClassVar[str] = "proof_kind_refused"


class FileTooLarge(AttestingRefused):
    """Facts: ``limit``, in megabytes."""

    code: ClassVar[str] = "proof_too_large"


class FileEmpty(AttestingRefused):
    """A file without a byte in it."""

    code: ClassVar[str] = "proof_empty"


class FileGone(AttestingRefused):
    """It was deleted, as it is some time after the decision."""

    code: ClassVar[str] = "proof_gone"


@dataclass(frozen=True, slots=True)
class Kind:
    """``media`` is the type it is sent with; ``heads``: it begins with one of these."""

    media: str
    heads: tuple[bytes, ...]
    endings: tuple[str, ...]


ZIP: Final = b"PK\x03\x04"
OFFICE: Final = "application/vnd.openxmlformats-officedocument"
KINDS: Final = {
    "pdf": Kind("application/pdf", (b"%PDF-",), ("pdf",)),
    "png": Kind("image/png", (b"\x89PNG\r\n\x1a\n",), ("png",)),
    "jpeg": Kind("image/jpeg", (b"\xff\xd8\xff",), ("jpg", "jpeg")),
    "webp": Kind("image/webp", (b"RIFF",), ("webp",)),
    "odt": Kind("application/vnd.oasis.opendocument.text", (ZIP,), ("odt",)),
    "docx": Kind(f"{OFFICE}.wordprocessingml.document", (ZIP,), ("docx",)),
    "pptx": Kind(f"{OFFICE}.presentationml.presentation", (ZIP,), ("pptx",)),
    "txt": Kind("text/plain; charset=utf-8", (), ("txt", "md")),
}
ENDINGS: Final = tuple(ending for kind in KINDS.values() for ending in kind.endings)


def kind_of(name: str, content: bytes) -> str:
    """Return the kind of a file; raise ``FileKindRefused`` or ``FileEmpty``."""
    if not content:
        raise FileEmpty
    ending = name.rpartition(".")[2].lower()
    for kind, about in KINDS.items():
        if ending in about.endings and _may_be(kind, about, content):
            return kind
    raise FileKindRefused(known=", ".join(ENDINGS))


def name_of(name: str) -> str:
    """Return the name to keep: one line, no path, nothing that a header or a disk reads."""
    bare = one_line(_NOT_IN_NAMES.sub(" ", name.replace("\\", "/").rpartition("/")[2]))
    stem, dot, ending = bare.rpartition(".")
    kept = cut(stem.strip(". ") or "file", LONGEST_NAME)
    return f"{kept}{dot}{ending[:8].lower()}" if dot else kept


def _may_be(kind: str, about: Kind, content: bytes) -> bool:
    if kind == "txt":
        return _is_text(content)
    if kind == "webp":
        return content.startswith(b"RIFF") and content[8:12] == b"WEBP"
    return content.startswith(about.heads)


def _is_text(content: bytes) -> bool:
    try:
        return "\x00" not in content.decode("utf-8")
    except UnicodeDecodeError:
        return False
