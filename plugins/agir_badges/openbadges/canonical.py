"""Which text is signed? RDF Dataset Canonicalization (RDFC-1.0) of a JSON-LD document.

pyld does the work (its URDNA2015 is RDFC-1.0 but for control characters, which are refused here).
What it would do without an end is bounded: a hostile document is refused before or while it is
read, never after minutes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, ClassVar, Final

from pyld.canon import URDNA2015
from pyld.jsonld import JsonLdError, JsonLdProcessor

from agir_badges.openbadges.contexts import ContextUnknown, document_loader
from agir_kernel.errors import DomainError

MAX_CHARACTERS: Final = 1_000_000
MAX_DEPTH: Final = 32
# pyld compares each value of a member with all the others: 10,000 would take it minutes.
MAX_VALUES: Final = 3_000
# Blank nodes that look alike cost a factorial (poison graphs). Counted in statements looked at by
# Hash N-Degree Quads: a credential whose nodes all differ needs none, 200 pieces of evidence that
# are all alike need 600.
MAX_SEARCHED: Final = 4_000
# One call of it walks the permutations of nodes that look alike from where it stands.
MAX_ALIKE: Final = 6

# RDFC-1.0 escapes these otherwise than pyld does (tab, line feed and return are alike in both).
ADDRESS: Final = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*|_):[^\s<>\"{}|\\^`]*")
# What a relative address is resolved against, to be recognised: it means nothing by itself, and
# pyld would otherwise resolve it against a place of its own.
NOWHERE: Final = "relative://nowhere.invalid/"
LANGUAGE: Final = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class CredentialTooComplex(DomainError):
    """Too large, too deep or too alike to be read within bounded work; ``limit`` says which."""

    code: ClassVar[str] = "credential_too_complex"


class CredentialMalformed(DomainError):
    """Not a JSON-LD document that the bundled contexts understand."""

    code: ClassVar[str] = "credential_malformed"


class TermUnknown(DomainError):
    """A member that no context defines: no signature could cover it; ``term`` says which."""

    code: ClassVar[str] = "term_unknown"


def canonicalise(document: dict[str, Any]) -> str:
    """Return ``document`` as canonical N-Quads, one line a statement, sorted.

    Raises ``CredentialTooComplex``, ``CredentialMalformed``, ``TermUnknown``, ``ContextUnknown``.
    """
    check_size(document)
    statements = dataset(document)
    try:
        return str(Bounded().main(statements, {"format": "application/n-quads"}))
    except RecursionError as error:
        raise CredentialTooComplex("nodes too alike", limit="recursion") from error


def dataset(document: dict[str, Any]) -> dict[str, Any]:
    """Return the statements of ``document`` as pyld writes them, by graph."""
    options = {"documentLoader": document_loader, "base": NOWHERE}
    try:
        expanded = _processor().expand(document, options)
        check_covered(expanded)
        return dict(_processor().to_rdf(expanded, options))
    except JsonLdError as error:
        raise _ours(error) from error
    except (TypeError, ValueError, AttributeError, KeyError, RecursionError) as error:
        # pyld meets shapes that no JSON-LD has with Python's own errors.
        raise CredentialMalformed("not JSON-LD") from error


def check_covered(expanded: object) -> None:
    """Refuse what pyld would drop on the way from expanded JSON-LD to statements.

    A member that is dropped can be added to a signed document and no signature notices: a
    relative address takes all that is said of it along.
    """
    waiting = [expanded]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting.extend(one)
        elif isinstance(one, dict) and "@value" in one:
            _check_literal(one)
        elif isinstance(one, dict):
            waiting.extend(_checked_node(one))


def _checked_node(node: dict[str, Any]) -> Iterator[object]:
    """Return the values of ``node`` that are still to be looked at."""
    for name, value in node.items():
        if name == "@id":
            _check_address(value)
        elif name == "@type":
            for kind in value:
                _check_address(kind)
        elif name == "@reverse":
            yield from _checked_node(value)
        elif name in {"@graph", "@included", "@list"}:
            yield value
        elif name.startswith(("@", "_:")):
            raise TermUnknown("a member that is not signed", term=name[:200])
        else:
            _check_address(name)
            yield value


def _check_literal(literal: dict[str, Any]) -> None:
    for name, value in literal.items():
        if name == "@type" and value != "@json":
            _check_address(value)
        elif name == "@language" and not LANGUAGE.fullmatch(str(value)):
            raise CredentialMalformed("not a language", fault=str(value)[:200])
        elif name not in {"@value", "@type", "@language", "@direction"}:
            raise TermUnknown("a member that is not signed", term=name[:200])


def _check_address(address: object) -> None:
    if not ADDRESS.fullmatch(str(address)) or str(address).startswith(NOWHERE):
        raise TermUnknown("not a whole address, nor a known word", term=str(address)[:200])


def check_size(value: object) -> None:
    """Raise ``CredentialTooComplex`` or ``CredentialMalformed`` before any costly work."""
    characters = values = 0
    waiting: list[tuple[object, int]] = [(value, 1)]
    while waiting:
        one, depth = waiting.pop()
        values += 1
        if depth > MAX_DEPTH:
            raise CredentialTooComplex("too deep", limit=f"depth {MAX_DEPTH}")
        if isinstance(one, str):
            characters += _plain(one)
        elif isinstance(one, dict):
            characters += sum(_plain(key) for key in one)
            waiting.extend((member, depth + 1) for member in one.values())
        elif isinstance(one, list):
            waiting.extend((member, depth + 1) for member in one)
        elif isinstance(one, float) and one - one != 0:
            raise CredentialMalformed("a number that JSON does not have")
        if values + len(waiting) > MAX_VALUES:
            raise CredentialTooComplex("too many values", limit=f"{MAX_VALUES} values")
        if characters > MAX_CHARACTERS:
            raise CredentialTooComplex("too long", limit=f"{MAX_CHARACTERS} characters")


def _plain(text: str) -> int:
    if CONTROL.search(text):
        raise CredentialMalformed("a control character, or half of one")
    return len(text)


def _processor() -> JsonLdProcessor:
    return JsonLdProcessor(on_property_dropped=_refuse_term)


def _refuse_term(term: str | None) -> None:
    raise TermUnknown("no context defines a member", term=str(term)[:200])


def _ours(error: BaseException) -> DomainError:
    """Return the refusal that pyld wrapped, or say that the document is malformed."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ContextUnknown | TermUnknown):
            return cause
        cause = cause.__cause__
    code = error.code if isinstance(error, JsonLdError) else None
    return CredentialMalformed("not JSON-LD", fault=str(code or error.__class__.__name__))


class Bounded(URDNA2015):  # type: ignore[misc]
    """RDFC-1.0 that looks at no more than ``MAX_SEARCHED`` statements to tell nodes apart."""

    def __init__(self) -> None:
        """Start without having looked at any."""
        super().__init__()
        self.searched = 0

    def create_hash_to_related(self, id_: str, issuer: Any) -> dict[str, list[str]]:
        """Count, then do as the standard says; raises ``CredentialTooComplex``."""
        self.searched += len(self.blank_node_info[id_]["quads"])
        if self.searched > MAX_SEARCHED:
            raise CredentialTooComplex("nodes too alike", limit=f"{MAX_SEARCHED} searched")
        related: dict[str, list[str]] = super().create_hash_to_related(id_, issuer)
        if any(len(alike) > MAX_ALIKE for alike in related.values()):
            raise CredentialTooComplex("nodes too alike", limit=f"{MAX_ALIKE} alike")
        return related
