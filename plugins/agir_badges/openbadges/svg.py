"""How does an SVG carry a credential? Open Badges 3.0, 5.3.3 "Baked Badge", SVG.

``<openbadges:credential>`` stands directly after the tag of the root: a JWS in its attribute
``verify``, JSON in one CDATA section. The standard's public validator reads the first run of
characters only, so a CDATA section is never split in two.

Drawings come from strangers: the parser is defusedxml's, entities and internal subsets are
refused, an external DTD that is named (drawing programs write one) is never asked for, and no
tree is built. What else the drawing holds, a script for one, is passed over and never run.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final
from xml.etree.ElementTree import ParseError
from xml.sax.saxutils import quoteattr

from defusedxml import DefusedXmlException, DTDForbidden
from defusedxml.ElementTree import DefusedXMLParser

from agir_badges.openbadges.carrier import (
    BadgeTooOld,
    BakedTwice,
    ImageUnreadable,
    NotBaked,
    bounded,
    checked,
    escaped,
    is_token,
)

NAMESPACE: Final = "https://purl.imsglobal.org/ob/v3p0"
DEPTH: Final = 256  # elements in one another; a drawing has a dozen
_SVG: Final = "{http://www.w3.org/2000/svg}svg"
_BAKED: Final = f"{{{NAMESPACE}}}credential"
_OLD: Final = "{http://openbadges.org}assertion"
_BLANK: Final = " \t\r\n"
_QUOTED: Final = rb"""(?:"[^"]*"|'[^']*')"""
_START: Final = re.compile(rb"<[^\s/>]+(?:\s+[^\s=/>]+\s*=\s*" + _QUOTED + rb")*\s*(/?)>")
_PREFIX: Final = re.compile(rb"\s+xmlns:openbadges\s*=\s*" + _QUOTED)
_DECLARATION: Final = re.compile("^\ufeff?<\\?xml\\s[^>]*\\?>\\s*")
# What a CDATA section cannot hold, or gives back as something else, and JSON can escape.
_UNFIT: Final = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|(?<=]])>")


def bake(svg: str, credential: str) -> str:
    """Return ``svg`` with ``credential`` in it, in place of any that it carried.

    Nothing else of the drawing changes, except that an XML declaration is dropped: it may name
    another encoding, and what is baked is UTF-8. Raise ``CredentialUnbakeable``,
    ``ImageUnreadable``, ``ImageTooLarge``.
    """
    element = _element(checked(credential))
    data = _DECLARATION.sub("", svg).encode("utf-8", "surrogatepass")
    found = _scan(data, "utf-8")
    start, end = found.opening
    tag = _PREFIX.sub(b"", data[start:end])
    if tag.endswith(b"/>"):
        raise ImageUnreadable("a drawing of nothing")
    parts = [data[:start], tag[:-1], f' xmlns:openbadges="{NAMESPACE}">'.encode(), element]
    at = end
    for left, right in found.earlier:
        parts.append(data[at:left])
        at = right
    return bounded(b"".join([*parts, data[at:]])).decode()


def read(data: bytes) -> str:
    """Return the credential that an SVG carries, in any encoding that XML knows.

    Raise ``NotBaked``, ``BadgeTooOld``, ``BakedTwice``, ``ImageUnreadable``, ``ImageTooLarge``.
    """
    found = _scan(data)
    if len(found.credentials) > 1:
        raise BakedTwice(count=len(found.credentials))
    if found.credentials and (text := found.credentials[0].strip(_BLANK)):
        return text
    if found.is_old:
        raise BadgeTooOld
    raise NotBaked


def _element(credential: str) -> bytes:
    if is_token(credential):
        held = f" verify={quoteattr(credential)}>"
    else:
        held = f"><![CDATA[{escaped(credential.replace(chr(13), ' '), _UNFIT)}]]>"
    return f"<openbadges:credential{held}</openbadges:credential>".encode()


@dataclass(slots=True)
class _Found:
    """What a walk met, places in bytes: the root's opening tag, and earlier bakes."""

    opening: tuple[int, int] = (0, 0)
    earlier: list[tuple[int, int]] = field(default_factory=list)
    credentials: list[str] = field(default_factory=list)
    is_old: bool = False


class _Parser(DefusedXMLParser):  # type: ignore[misc]
    """defusedxml's, which lets a drawing name a DTD as long as it declares nothing itself."""

    def defused_start_doctype_decl(
        self, name: str, sysid: str | None, pubid: str | None, has_internal_subset: int
    ) -> None:
        """Refuse an internal subset: entities and defaults live there."""
        if has_internal_subset:
            raise DTDForbidden(name, sysid, pubid)


class _Walk:
    """The target of the parser: keeps where things are and builds nothing."""

    def __init__(self, whole: bytes) -> None:
        self.whole = whole
        self.found = _Found()
        self.place: Any = None  # the parser, which tells the place
        self.depth = 0
        self.inside = 0  # the depth of the bake that is open; 0 is none
        self.left = self.right = 0  # of the opening tag of that bake
        self.text: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Meet an opening tag, ``{namespace}name``."""
        self.depth += 1
        if self.depth > DEPTH:
            raise ImageUnreadable("too deep")
        if self.depth == 1:
            if tag != _SVG:
                raise ImageUnreadable("the root is no svg")
            self.found.opening = self._tag()
        elif tag in (_BAKED, _OLD) and not self.inside:
            self.inside, self.left = self.depth, self.place.CurrentByteIndex
            self.right = self._tag()[1]
            self.text = [attributes.get("verify", "")]
        elif self.inside:
            raise ImageUnreadable("elements inside a bake")

    def data(self, text: str) -> None:
        """Meet a run of characters, of a CDATA section or not."""
        if self.inside:
            self.text.append(text)

    def end(self, tag: str) -> None:
        """Meet a closing tag, or the end of an empty one."""
        if self.inside == self.depth:
            self.found.earlier.append((self.left, self._closed()))
            if tag == _BAKED:
                self.found.credentials.append(self.text[0] or "".join(self.text))
            else:
                self.found.is_old = True
            self.inside = 0
        self.depth -= 1

    def _tag(self) -> tuple[int, int]:
        start = self.place.CurrentByteIndex
        tag = _START.match(self.whole, start)
        return (start, tag.end()) if tag else (start, start)

    def _closed(self) -> int:
        """Return where the bake ends: with its opening tag when that is empty."""
        if self.whole[self.right - 2 : self.right] == b"/>":
            return self.right
        return self.whole.find(b">", self.place.CurrentByteIndex) + 1


def _scan(data: bytes, encoding: str | None = None) -> _Found:
    """Walk a drawing to its end; places mean something when it is in UTF-8."""
    walk = _Walk(bounded(data))
    try:
        parser = _Parser(target=walk, encoding=encoding, forbid_dtd=True)
        walk.place = parser.parser
        parser.feed(data)
        parser.close()
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise ImageUnreadable(type(error).__name__) from error
    return walk.found
