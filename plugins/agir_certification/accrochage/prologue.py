"""Has an XML file a document type? Then it is refused, before a parser makes anything of it.

With entities off a parser still expands those in attributes, and leaves others in the text
unsaid. No file of the CDC has a document type.
"""

from __future__ import annotations

from typing import BinaryIO, Final
from xml.parsers import expat

from agir_certification.domain.refusals import XmlRefused

CHUNK: Final = 65_536


class _RootSeen(Exception):
    """The prologue is over."""


def refuse_doctype(file: BinaryIO) -> None:
    """Read up to the first element and return to the start; refuse a document type."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = _stop
    try:
        while chunk := file.read(CHUNK):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except _RootSeen:
        pass
    except (expat.ExpatError, ValueError) as error:
        raise XmlRefused(reason="not_xml", line=getattr(error, "lineno", 1)) from None
    file.seek(0)


def _refuse(*_declared: object) -> None:
    raise XmlRefused(reason="doctype", line=1)


def _stop(*_element: object) -> None:
    raise _RootSeen
