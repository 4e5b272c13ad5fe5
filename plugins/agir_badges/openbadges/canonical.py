"""Which text is signed? RDF Dataset Canonicalization (RDFC-1.0) of a JSON-LD document.

pyld does the work (its URDNA2015 is RDFC-1.0 but for control characters, which are refused here).
What it would do without an end is bounded: a hostile document is refused before or while it is
read, never after minutes.
"""

from __future__ import annotations

import re
from typing import Any, ClassVar, Final

from pyld.canon import URDNA2015
from pyld.jsonld import JsonLdError, JsonLdProcessor

from agir_badges.openbadges.contexts import ContextUnknown, document_loader
from agir_kernel.errors import DomainError

MAX_CHARACTERS: Final = 1_000_000
MAX_DEPTH: Final = 32
MAX_VALUES: Final = 10_000
# Blank nodes that look alike cost a factorial (poison graphs). Honest credentials were measured
# at 0; ten alike pieces of evidence without identifiers ask for some 30.
MAX_SEARCHES: Final = 500

# RDFC-1.0 escapes these otherwise than pyld does (tab, line feed and return are alike in both).
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
    return str(_Bounded().main(dataset(document), {"format": "application/n-quads"}))


def dataset(document: dict[str, Any]) -> dict[str, Any]:
    """Return the statements of ``document`` as pyld writes them, by graph."""
    try:
        return dict(_processor().to_rdf(document, {"documentLoader": document_loader}))
    except JsonLdError as error:
        raise _ours(error) from error
    except (TypeError, ValueError, AttributeError, KeyError, RecursionError) as error:
        # pyld meets shapes that no JSON-LD has with Python's own errors.
        raise CredentialMalformed("not JSON-LD") from error


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


class _Bounded(URDNA2015):  # type: ignore[misc]
    """RDFC-1.0 that stops after ``MAX_SEARCHES`` calls of Hash N-Degree Quads."""

    def __init__(self) -> None:
        super().__init__()
        self.searches = 0

    def hash_n_degree_quads(self, id_: str, issuer: Any) -> Any:
        self.searches += 1
        if self.searches > MAX_SEARCHES:
            raise CredentialTooComplex("nodes too alike", limit=f"{MAX_SEARCHES} searches")
        return super().hash_n_degree_quads(id_, issuer)
