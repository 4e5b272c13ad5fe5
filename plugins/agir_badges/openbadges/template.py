"""How are ten thousand badges of one class canonicalised? The first by pyld, the rest by a form.

Badges of one class differ in a few texts only. The first is canonicalised with a mark in place of
each of these; for the next ones the texts are written into that form, the blank nodes they touch
are hashed again, and the statements sorted. The result is the same text as pyld's, byte for byte:
wherever that cannot be known (another shape, two nodes that look alike, an address that stands
twice), pyld does the work. Each form is compared with pyld when it is made and now and then after.
"""

from __future__ import annotations

import hashlib
import marshal
import re
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from operator import itemgetter
from threading import Lock
from typing import Any, ClassVar, Final

from pyld.nquads import RDF_LANGSTRING, XSD_STRING, escape

from agir_badges.openbadges import canonical, keys, proofs
from agir_badges.openbadges.proofs import Signer
from agir_kernel.errors import DomainError

Path = tuple[str, ...]
Tree = dict[str, Any]
Marks = dict[str, str]
Piece = tuple[str, list[int]]
Place = tuple[tuple[str | int, ...], type]
Quad = Mapping[str, Any]
Terms = Sequence[bytes]

# The members that differ between two badges of one class; lists on the way are walked through.
VARYING: Final[tuple[Path, ...]] = (
    ("id",),
    ("validFrom",),
    ("validUntil",),
    ("awardedDate",),
    ("credentialSubject", "id"),
    ("credentialSubject", "identifier", "identityHash"),
    ("credentialSubject", "identifier", "salt"),
    ("credentialSubject", "result", "value"),
    ("credentialStatus", "id"),
    ("credentialStatus", "statusListIndex"),
    ("evidence", "id"),
    ("evidence", "name"),
    ("evidence", "description"),
    ("evidence", "narrative"),
)
KEPT: Final = 256
PLACES_KEPT: Final = 64
MAX_NODES: Final = 1_000
COMPARED_EVERY: Final = 500

_PREFIX: Final = re.compile(r"(https?://|urn:uuid:|did:[a-z0-9]+:)[^\x00-\x20<>\"{}|\\^`\x7f]+")
_SPECIAL: Final = re.compile(r'["\\\t\n\r]')
_LABELS: Final = [f"_:c14n{number}".encode() for number in range(MAX_NODES)]
_NONCE: Final = secrets.token_hex(8)


class TemplateBroken(DomainError):
    """A form wrote another text than pyld: a fault of this module, nothing was signed."""

    code: ClassVar[str] = "template_broken"


class _Unfit(Exception):
    """This document has no form, or does not fit the one it has: pyld must do the work."""


@dataclass(frozen=True, slots=True)
class _Writer:
    """Lines with gaps, and which terms fill them in order."""

    text: bytes
    terms: Callable[[Terms], tuple[bytes, ...]]

    def lines(self, terms: Terms) -> list[bytes]:
        """Return the lines filled in; a term holds no line break, N-Quads escapes it."""
        return (self.text % self.terms(terms)).split(b"\n") if self.text else []


@dataclass(frozen=True, slots=True)
class _Node:
    """A blank node: its first-degree hash, or the lines it is made from when they vary."""

    fixed: str
    writer: _Writer | None

    def hash(self, terms: Terms) -> str:
        """Return the hash as RDFC-1.0, 4.6 "Hash First Degree Quads" tells."""
        return _hash(self.writer.lines(terms)) if self.writer else self.fixed


@dataclass(frozen=True, slots=True)
class _Group:
    """Lines that name the same blank nodes and hold no value: few texts, so they are kept."""

    nodes: Callable[[Sequence[int]], Any]
    writer: _Writer
    seen: dict[Any, list[bytes]] = field(default_factory=dict, compare=False)

    def lines(self, order: Sequence[int], terms: Terms) -> list[bytes]:
        """Return the lines for nodes that stand at ``order``."""
        places = self.nodes(order)
        found = self.seen.get(places)
        if found is None:
            found = self.writer.lines(terms)
            if len(self.seen) < PLACES_KEPT:
                self.seen[places] = found
        return found


@dataclass(frozen=True, slots=True)
class Template:
    """The canonical text of one shape of document, in UTF-8, with gaps for ``slots`` values.

    Terms are numbered: the values as literals, the values as addresses, the labels of nodes.
    """

    slots: int
    addresses: frozenset[int]
    known: frozenset[str]
    fixed: tuple[bytes, ...]
    labelled: tuple[_Group, ...]
    writer: _Writer
    nodes: tuple[_Node, ...]

    @classmethod
    def of(cls, marked: dict[str, Any], marks: Sequence[str]) -> Template:
        """Return the form of ``marked``, a document that holds ``marks`` where values vary.

        Raises ``ValueError`` when it has none, and the refusals of ``canonicalise``.
        """
        canonical.check_size(marked)
        maker = _Maker(marks)
        quads = list(_quads(canonical.dataset(marked)))
        try:
            return maker.template(quads)
        except _Unfit as error:
            raise ValueError(str(error)) from error

    def fill(self, values: Sequence[str]) -> bytes | None:
        """Return the canonical text with ``values``, or ``None`` when pyld must do the work."""
        if any(values[slot] in self.known for slot in self.addresses):
            return None
        terms = [value.encode() for value in values]
        # One look at all of them: most have nothing to escape.
        if _SPECIAL.search("".join(values)):
            terms = [escape(value).encode() for value in values]
        terms.extend([value.encode() for value in values])
        hashes = [node.hash(terms) for node in self.nodes]
        places = {value: place for place, value in enumerate(sorted(hashes))}
        if len(places) != len(hashes):
            return None
        order = tuple(map(places.__getitem__, hashes))
        terms.extend(map(_LABELS.__getitem__, order))
        lines = self.writer.lines(terms)
        lines.extend(self.fixed)
        for group in self.labelled:
            lines.extend(group.lines(order, terms))
        if len(set(lines)) != len(lines):
            return None
        lines.sort()
        lines.append(b"")
        return b"\n".join(lines)


class Press:
    """Canonicalises and signs documents, keeping the forms of the shapes it has met.

    ``varying`` names the members that may differ; what else differs is another shape. Safe to
    share between threads; at most ``KEPT`` forms are kept.
    """

    def __init__(self, varying: Sequence[Path] = VARYING) -> None:
        """Start without any form."""
        self._varying = tree(varying)
        self._kept: dict[bytes, _Known] = {}
        self._last: _Known | None = None
        self._lock = Lock()
        self.used = 0

    def forms(self) -> tuple[Template, ...]:
        """Return the forms that are kept; a shape that has none is not among them."""
        return tuple(known.form for known in self._kept.values() if known.form)

    def canonicalise(self, document: dict[str, Any]) -> str:
        """Return the same text as ``canonical.canonicalise``, and raise the same refusals."""
        return self._text(document).decode()

    def secure(
        self, document: dict[str, Any], signer: Signer, *, created: datetime
    ) -> dict[str, Any]:
        """Return what ``proofs.secure`` returns, and raise the same refusals."""
        bare = proofs.without_proof(document)
        context = marshal.dumps(bare.get("@context"), 0)
        proof, seal = _sealed(context, signer.verification_method, created)
        value = signer.sign(seal + proofs.digest(self._text(bare)))
        bare["proof"] = proof | {"proofValue": keys.encode_base58(value)}
        return bare

    def _text(self, document: dict[str, Any]) -> bytes:
        known, values = self._known(document)
        text = known.form.fill(values) if known.form and not _odd(values) else None
        if text is None:
            return canonical.canonicalise(document).encode()
        self.used += 1
        if self.used % COMPARED_EVERY == 0 and text.decode() != canonical.canonicalise(document):
            raise TemplateBroken("the form and pyld disagree")
        return text

    def _known(self, document: dict[str, Any]) -> tuple[_Known, list[str]]:
        """Return what is kept of the shape of ``document``, and its texts."""
        last = self._last
        values = last.reader.read(document) if last else None
        if last is None or values is None:
            marked, marks = mark(document, self._varying)
            last, values = self._find(marked, marks), list(marks)
            self._last = last
        return last, values

    def _find(self, marked: dict[str, Any], marks: Marks) -> _Known:
        """Return what is kept of this shape, made now when it is new."""
        canonical.check_size(marked)
        shape = _shape(marked)
        with self._lock:
            if shape not in self._kept:
                while len(self._kept) >= KEPT:
                    del self._kept[next(iter(self._kept))]
                # A copy of its own: the caller may go on writing into the document.
                own = marshal.loads(shape)  # noqa: S302 - written above
                names = list(marks.values())
                reader = _Reader(own, self._varying, names)
                self._kept[shape] = _Known(_made(own, names), reader)
            return self._kept[shape]


@dataclass(frozen=True, slots=True)
class _Known:
    """What is kept of a shape: its form if it has one, and its reader."""

    form: Template | None
    reader: _Reader


class _Reader:
    """Takes the texts of one shape out of a document, or tells that it is of another."""

    def __init__(self, marked: dict[str, Any], varying: Tree, marks: Sequence[str]) -> None:
        self.steps: list[tuple[int, Any, type, int]] = []
        self.constants: list[tuple[int, Any, object]] = []
        self.leaves: list[tuple[int, Any]] = []
        self.slots: list[int] = []
        self.size, self.count = len(marked), len(marks)
        self.prefixes = [mark.partition("slot-")[0] for mark in marks]
        self._numbers = tuple(_numbers(marked, ()))
        self._walk(0, marked, varying, {mark: slot for slot, mark in enumerate(marks)})

    def read(self, document: dict[str, Any]) -> list[str] | None:
        """Return the texts in the order of the marks, ``None`` when the shape is another."""
        if len(document) != self.size:
            return None
        nodes: list[Any] = [document]
        try:
            for parent, name, kind, size in self.steps:
                node = nodes[parent][name]
                if len(node) != size or type(node) is not kind:
                    return None
                nodes.append(node)
            for parent, name, value in self.constants:
                if nodes[parent][name] != value:
                    return None
            found = [nodes[parent][name] for parent, name in self.leaves]
            values = list(dict.fromkeys(found))
            if len(values) != self.count or found != [values[slot] for slot in self.slots]:
                return None
            # 1, 1.0 and true are equal and not alike.
            same = all(type(_at(document, place)) is kind for place, kind in self._numbers)
            return values if same and [_prefix(one) for one in values] == self.prefixes else None
        except (KeyError, TypeError):
            # A member is missing, or one is not of the kind that this shape has there.
            return None

    def _walk(self, index: int, node: Any, varying: Tree, slots: Mapping[str, int]) -> None:
        listed = isinstance(node, list)
        branches = dict.fromkeys(range(len(node)), varying) if listed else varying
        for name, branch in branches.items():
            value = node[name] if listed or name in node else None
            if isinstance(value, str) and not branch:
                self.leaves.append((index, name))
                self.slots.append(slots[value])
            elif isinstance(value, dict | list):
                self.steps.append((index, name, type(value), len(value)))
                self._walk(len(self.steps), value, branch, slots)
            elif listed or name in node:
                self.constants.append((index, name, value))
        if not listed:
            rest = node.keys() - branches.keys()
            self.constants.extend((index, name, node[name]) for name in rest)


def _made(marked: dict[str, Any], marks: Sequence[str]) -> Template | None:
    """Return the form of ``marked`` if it writes what pyld writes."""
    try:
        form = Template.of(marked, marks)
        text = canonical.canonicalise(marked).encode()
    except (ValueError, DomainError):
        # What is wrong with the document itself is said when pyld reads it.
        return None
    return form if form.fill(marks) == text else None


def tree(varying: Sequence[Path]) -> Tree:
    """Return paths as a tree, so that what they share is walked once."""
    grown: Tree = {}
    for path in varying:
        branch = grown
        for name in path:
            branch = branch.setdefault(name, {})
    return grown


def mark(document: dict[str, Any], varying: Tree) -> tuple[dict[str, Any], Marks]:
    """Return ``document`` with marks for the texts at ``varying``, and the mark of each text.

    Equal texts get one mark, so that documents with other equalities have another shape. A mark
    keeps the scheme of an address, whose reading depends on it.
    """
    marks: Marks = {}
    return _marked(document, varying, marks), marks


def _marked(value: Any, varying: Tree, marks: Marks) -> Any:
    """Return ``value`` with marks, copying what lies on the way to them and nothing else."""
    if isinstance(value, str):
        return value if varying else marks.get(value) or _mark(value, marks)
    if isinstance(value, dict):
        copy = value.copy()
        for name, branch in varying.items():
            if name in value:
                copy[name] = _marked(value[name], branch, marks)
        return copy
    if isinstance(value, list):
        return [_marked(one, varying, marks) for one in value]
    return value


def _mark(text: str, marks: Marks) -> str:
    mark = marks[text] = f"{_prefix(text)}slot-{_NONCE}-{len(marks)}-"
    return mark


def _prefix(text: str) -> str:
    shaped = _PREFIX.fullmatch(text) if ":" in text else None
    return shaped.group(1) if shaped else ""


def _shape(marked: dict[str, Any]) -> bytes:
    """Return what two documents of one shape have in common, as bytes.

    marshal's version 0 writes plain values alike whatever their history, and 1, 1.0 and true
    apart.
    """
    return marshal.dumps(marked, 0)


class _Maker:
    """Writes one form."""

    def __init__(self, marks: Sequence[str]) -> None:
        self.slot = {text: number for number, text in enumerate(marks)}
        self.addresses: set[int] = set()
        self.known: set[str] = set()

    def template(self, quads: Sequence[Quad]) -> Template:
        held: dict[str, list[Quad]] = {}
        for quad in quads:
            for name in _blank(quad):
                held.setdefault(name, []).append(quad)
        names = {name: number for number, name in enumerate(held)}
        nodes = tuple(self.node(name, held[name]) for name in names)
        if len({node.fixed for node in nodes}) != len(nodes):
            raise _Unfit("two nodes look alike")
        if len(nodes) > MAX_NODES:
            raise _Unfit("too many nodes")
        start = 2 * len(self.slot)
        pieces = [self.line(quad, lambda name: start + names[name]) for quad in quads]
        return Template(
            slots=len(self.slot),
            addresses=frozenset(self.addresses),
            known=frozenset(self.known),
            fixed=tuple(sorted((text % ()).encode() for text, terms in pieces if not terms)),
            labelled=_groups([one for one in pieces if one[1] and min(one[1]) >= start], start),
            writer=_writer([one for one in pieces if one[1] and min(one[1]) < start]),
            nodes=nodes,
        )

    def node(self, name: str, quads: Sequence[Quad]) -> _Node:
        pieces = [
            self.line(quad, lambda other: "_:a" if other == name else "_:z") for quad in quads
        ]
        writer = _writer(pieces)
        # The marks stand in for values: the hash is final only when no line has a gap.
        marks = [text.encode() for text in (*self.slot, *self.slot)]
        varies = any(terms for _, terms in pieces)
        return _Node(_hash(writer.lines(marks)), writer if varies else None)

    def line(self, quad: Quad, label: Callable[[str], int | str]) -> tuple[str, list[int]]:
        """Return a statement as text with gaps, and the numbers of the terms that fill them."""
        terms: list[int] = []
        words = []
        for part in ("subject", "predicate", "object", "name"):
            if part in quad:
                words.append(self.word(quad[part], label, terms))
        return " ".join(words) + " .", terms

    def word(
        self, part: Mapping[str, str], label: Callable[[str], int | str], terms: list[int]
    ) -> str:
        value, kind = part["value"], part["type"]
        if kind == "blank node":
            found = label(value)
            if isinstance(found, str):
                return found
            terms.append(found)
            return "%s"
        slot = self.slot.get(value)
        if slot is None and _NONCE in value:
            raise _Unfit("a value is written into a longer one")
        if kind == "IRI":
            if slot is None:
                self.known.add(value)
                return f"<{_percent(value)}>"
            self.addresses.add(slot)
            terms.append(len(self.slot) + slot)
            return "<%s>"
        text = _percent(escape(value))
        if slot is not None:
            terms.append(slot)
            text = "%s"
        return f'"{text}"{_percent(_kind(part))}'


# A proof has one shape a key and a context; its moment varies, and lasts for a batch.
_SEALS: Final = Press((("created",),))


@lru_cache(maxsize=KEPT)
def _sealed(context: bytes, method: str, created: datetime) -> tuple[dict[str, str], bytes]:
    """Return a proof's members and their digest; ``context`` is marshalled, to be a key."""
    proof = proofs.options(method, created)
    config = proof | {"@context": marshal.loads(context)}  # noqa: S302 - written above
    return proof, proofs.digest(_SEALS.canonicalise(config))


def _kind(part: Mapping[str, str]) -> str:
    datatype = part["datatype"]
    if datatype == RDF_LANGSTRING:
        return "@" + part["language"]
    return "" if datatype == XSD_STRING else f"^^<{datatype}>"


def _writer(pieces: Sequence[Piece]) -> _Writer:
    numbers = [number for _, terms in pieces for number in terms]
    text = "\n".join(text for text, _ in pieces).encode()
    if not numbers:
        return _Writer(text, lambda _: ())
    if len(numbers) == 1:
        only = numbers[0]
        return _Writer(text, lambda terms: (terms[only],))
    return _Writer(text, itemgetter(*numbers))


def _numbers(value: object, path: tuple[str | int, ...]) -> Iterator[Place]:
    if isinstance(value, dict | list):
        for name, one in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _numbers(one, (*path, name))
    elif isinstance(value, bool | int | float):
        yield path, type(value)


def _at(value: Any, path: tuple[str | int, ...]) -> object:
    for name in path:
        value = value[name]
    return value


def _groups(pieces: Sequence[Piece], start: int) -> tuple[_Group, ...]:
    by_nodes: dict[tuple[int, ...], list[Piece]] = {}
    for piece in pieces:
        by_nodes.setdefault(tuple(sorted({term - start for term in piece[1]})), []).append(piece)
    return tuple(_Group(itemgetter(*nodes), _writer(held)) for nodes, held in by_nodes.items())


def _quads(dataset: Mapping[str, Sequence[Mapping[str, Any]]]) -> Iterator[Quad]:
    for graph, triples in dataset.items():
        kind = "blank node" if graph.startswith("_:") else "IRI"
        name = {} if graph == "@default" else {"name": {"type": kind, "value": graph}}
        for triple in triples:
            yield {**triple, **name}


def _blank(quad: Quad) -> Iterator[str]:
    for part in ("subject", "object", "name"):
        if part in quad and quad[part]["type"] == "blank node":
            yield quad[part]["value"]


def _percent(text: str) -> str:
    return text.replace("%", "%%")


def _odd(values: Iterable[str]) -> bool:
    """Tell whether pyld would refuse the values."""
    return canonical.CONTROL.search("".join(values)) is not None


def _hash(lines: list[bytes]) -> str:
    lines.sort()
    lines.append(b"")
    return hashlib.sha256(b"\n".join(lines)).hexdigest()
