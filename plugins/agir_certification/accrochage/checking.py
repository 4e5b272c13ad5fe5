"""What is wrong with a file of accrochage, line by line, whoever wrote it?

Three looks in one reading: the operator's XSD when there is one, the shape that Agir knows, and
the business checks. Passages are let go as they were read: memory does not grow with the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, Final

from lxml import etree

from agir_certification.accrochage.official import Chunks
from agir_certification.accrochage.profiles import Official
from agir_certification.accrochage.prologue import refuse_doctype
from agir_certification.domain.checks import Terms, check
from agir_certification.domain.elements import passage_of
from agir_certification.domain.faults import Check, Fault
from agir_certification.domain.refusals import FileTooLarge, XmlRefused
from agir_certification.domain.schema import (
    MOST_BYTES,
    MOST_PASSAGES,
    NAMESPACE,
    PASSAGES,
    XSI,
    Profile,
    envelope,
)
from agir_certification.domain.shape import BLANK, Item, Misfit, Wrong, misfits
from agir_certification.domain.sifting import Seen

PASSAGE: Final = "passageCertification"
NIL: Final = f"{{{XSI}}}nil"
INSTANCE: Final = f"{{{XSI}}}"
PREFIX: Final = f"{{{NAMESPACE}}}"
NAME: Final = 60


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """A fault at a line; ``official`` is what the operator's XSD says, without any value."""

    line: int
    fault: Fault
    official: bool = False


@dataclass(slots=True)
class Looked:
    """What was looked at: passages, faults that keep back, warnings."""

    passages: int = 0
    faults: int = 0
    warnings: int = 0
    profile: Profile = Profile.V1_1_2
    official: bool = False


def check_file(
    file: BinaryIO, terms: Terms, looked: Looked, *, found: Official | None = None
) -> Iterator[Found]:
    """Yield each fault of a file as it is met, and count in ``looked``.

    ``looked.profile`` says by which shape the file is read. A file that is no XML, or has a
    document type, is refused whole.
    """
    refuse_doctype(file)
    looked.official = found is not None and found.profile is looked.profile
    walk = _Walk(terms, looked.profile, Chunks(found if looked.official else None))
    for one in walk.of(_Bounded(file, MOST_BYTES)):
        looked.passages = walk.passages
        if one.fault.keeps_back:
            looked.faults += 1
        else:
            looked.warnings += 1
        yield one
    looked.passages = walk.passages


class _Bounded:
    """A file that ends with a refusal after so many bytes."""

    def __init__(self, file: BinaryIO, most: int) -> None:
        self.file, self.left, self.most = file, most, most

    def read(self, size: int = 65_536) -> bytes:
        """Read as a file does."""
        chunk = self.file.read(size)
        self.left -= len(chunk)
        if self.left < 0:
            raise FileTooLarge(limit=self.most)
        return chunk


class _Walk:
    """One reading of a file."""

    def __init__(self, terms: Terms, profile: Profile, chunks: Chunks) -> None:
        self.terms = terms
        self.envelope = envelope(profile)
        self.shape = PASSAGES[profile]
        self.seen = Seen.nothing()
        self.chunks = chunks
        self.wrong = False
        self.passages = 0

    def of(self, file: _Bounded) -> Iterator[Found]:
        """Yield what is wrong. A passage goes when the next one came: its tail is read then."""
        root = last = None
        wrong = False
        try:
            for event, element in _events(file):
                if event == "start":
                    root = element if root is None else root
                elif element.tag == PREFIX + PASSAGE:
                    yield from self._let_go(last, wrong=wrong)
                    yield from self._passage(_item(element), *_named(element))
                    last, wrong = element, self.wrong
        except etree.XMLSyntaxError as error:
            raise XmlRefused(reason="not_xml", line=error.position[0]) from None
        yield from self._let_go(last, wrong=wrong)
        yield from _told(self.chunks.flush())
        if root is not None:
            yield from self._envelope(root)
        if self.passages > MOST_PASSAGES:
            yield Found(0, Fault(Check.SHAPE, PASSAGE, "too_many"))

    def _let_go(self, passage: Any, *, wrong: bool) -> Iterator[Found]:
        """Take a passage out of the tree; the first of a list leaves an empty one behind.

        Text behind it, which goes with it, is a fault.
        """
        if passage is None:
            return
        if (passage.tail or "").strip(BLANK):
            yield Found(passage.sourceline or 0, Fault(Check.SHAPE, PASSAGE, Wrong.CONTENT.value))
        around = passage.getparent()
        before = passage.getprevious() if around is not None else None
        if around is None:
            return
        if before is not None and before.tag == PREFIX + PASSAGE:
            around.remove(passage)
        else:
            around.replace(passage, etree.Element(PREFIX + PASSAGE))
        yield from _told(self.chunks.add(passage, wrong=wrong))

    def _passage(self, item: Item, kind: str, code: str) -> Iterator[Found]:
        self.passages += 1
        wrong = list(misfits(self.shape, item))
        self.wrong = bool(wrong)
        yield from (_found(one) for one in wrong)
        passage = passage_of(item, kind, code)
        if passage is None:
            return
        fields = {one.where for one in wrong}
        for fault in (*check(passage, self.terms), *self.seen.faults(passage)):
            if fault.field not in fields:
                yield Found(item.line, fault)

    def _envelope(self, root: Any) -> Iterator[Found]:
        """Look at all but the passages."""
        item = _item(root)
        if item.name != self.envelope.name:
            yield Found(item.line, Fault(Check.SHAPE, self.envelope.name, Wrong.ROOT.value))
            return
        wrong = [_found(one) for one in misfits(self.envelope, item)]
        yield from wrong
        yield from _clients(item)
        if not wrong:
            yield from _told(self.chunks.envelope(root))


def _told(said: Iterator[tuple[int, Fault]]) -> Iterator[Found]:
    for line, fault in said:
        yield Found(line, fault, official=True)


def _clients(item: Item) -> Iterator[Found]:
    """Yield identifiers of the CDC that are blank, which have the right length all the same."""
    for child in item.children or ():
        if child.name in {"idClient", "idContrat"} and child.text and not child.text.strip():
            yield Found(child.line, Fault(Check.DEPOSITOR, child.name, "blank"))
        yield from _clients(child)


def _found(misfit: Misfit) -> Found:
    return Found(misfit.line, Fault(Check.SHAPE, misfit.where, misfit.wrong.value))


def _events(file: Any) -> Any:
    return etree.iterparse(
        file,
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def _named(element: Any) -> tuple[str, str]:
    """Return type and code of the certification around a passage, as far as they were read."""
    around = element.getparent()
    around = around.getparent() if around is not None else None
    if around is None:
        return "", ""
    return around.findtext(PREFIX + "type") or "", around.findtext(PREFIX + "code") or ""


def _foreign(name: str) -> str:
    """Return an element's name so that it is none of the schema's, whatever follows the brace."""
    return name[:NAME] if name.startswith("{") else f"{{}}{name[:NAME]}"


def _item(element: Any) -> Item:
    """Return an element as what shapes are told of."""
    name = element.tag
    bare = name[len(PREFIX) :] if name.startswith(PREFIX) else _foreign(name)
    children = [_item(child) for child in element]
    text = (element.text or "") + "".join([child.tail or "" for child in element])
    item = Item(bare, text, children or None, line=element.sourceline or 0)
    for key, value in element.attrib.items():
        if key == NIL:
            item.nil = value.strip() in {"true", "1"}
        elif not key.startswith(INSTANCE):
            item.extra = True
    return item
