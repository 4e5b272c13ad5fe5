"""Which documents are canonicalised, and which are refused before they cost."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyld.canon import URDNA2015

from agir_badges.openbadges import canonical, contexts
from unit.badges.openbadges.people import badge


def nested(depth: int) -> dict[str, Any]:
    document: dict[str, Any] = {}
    for _ in range(depth - 1):
        document = {"a": document}
    return document


def with_evidence(*evidence: dict[str, Any]) -> dict[str, Any]:
    return badge("did:example:issuer") | {"evidence": list(evidence)}


def test_order_of_members_does_not_matter() -> None:
    document = badge("did:example:issuer")
    turned = dict(reversed(document.items()))
    assert canonical.canonicalise(turned) == canonical.canonicalise(document)


def test_statements_are_sorted_and_end_with_a_line_break() -> None:
    text = canonical.canonicalise(badge("did:example:issuer"))
    lines = text.split("\n")
    assert lines[-1] == ""
    assert lines[:-1] == sorted(lines[:-1])


@pytest.mark.parametrize(
    ("document", "limit"),
    [
        (nested(canonical.MAX_DEPTH + 1), f"depth {canonical.MAX_DEPTH}"),
        ({"a": [0] * canonical.MAX_VALUES}, f"{canonical.MAX_VALUES} values"),
        ({"a": "x" * 1_000_001}, "1000000 characters"),
        ({"x" * 1_000_001: 1}, "1000000 characters"),
    ],
)
def test_too_large_is_refused(document: dict[str, Any], limit: str) -> None:
    with pytest.raises(canonical.CredentialTooComplex) as refusal:
        canonical.canonicalise(document)
    assert refusal.value.facts == {"limit": limit}


def test_just_small_enough_is_read() -> None:
    canonical.check_size(nested(canonical.MAX_DEPTH))
    canonical.check_size({"a": [0] * (canonical.MAX_VALUES - 2)})
    canonical.check_size({"a": "x" * 999_999})


@pytest.mark.parametrize("text", ["\0", "\x0b", "\x0c", "\x1f", "\x7f", "\ud800"])
def test_control_characters_are_refused(text: str) -> None:
    with pytest.raises(canonical.CredentialMalformed):
        canonical.canonicalise(badge("did:example:issuer") | {"name": text})


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_numbers_that_json_does_not_have_are_refused(number: float) -> None:
    with pytest.raises(canonical.CredentialMalformed):
        canonical.canonicalise({"a": number})


@pytest.mark.parametrize(
    ("added", "term"),
    [
        ({"unheard": "of"}, "unheard"),
        ({"evidence": [{"id": "relative", "type": ["Evidence"], "name": "Forged"}]}, "relative"),
        ({"evidence": [{"type": ["Evidence", "Unheard"]}]}, "Unheard"),
        ({"evidence": [{"id": "https://a> <b> ", "type": ["Evidence"]}]}, "https"),
        ({"@index": "forged"}, "@index"),
        ({"_:p": "a blank predicate"}, "_:p"),
    ],
)
def test_what_no_signature_would_cover_is_refused(added: dict[str, Any], term: str) -> None:
    """Pyld drops these, so that they could be added to a signed badge and shown."""
    with pytest.raises(canonical.TermUnknown) as refusal:
        canonical.canonicalise(badge("did:example:issuer") | added)
    assert term in str(refusal.value.facts["term"])


@pytest.mark.parametrize(
    "document",
    [
        {"@context": contexts.VC2, "type": 3},
        {"@context": contexts.VC2, "id": ["a"]},
        {"@context": contexts.VC2, "name": {"@value": {"a": 1}}},
        {"@context": contexts.VC2, "name": {"@value": "a", "@language": "not a language"}},
        {"@context": contexts.VC2, "name": {"@value": "a", "@type": "b"}},
    ],
)
def test_what_is_not_json_ld_is_refused(document: dict[str, Any]) -> None:
    with pytest.raises((canonical.CredentialMalformed, canonical.TermUnknown)):
        canonical.canonicalise(document)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["@id", "@type", "@value", "@list", "@graph", "@language", "@reverse"])
            | st.sampled_from(["id", "type", "name", "evidence", "issuer", "credentialSubject"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from(["id", "type", "name", "evidence", "@graph"]), JSON))
def test_hostile_json_meets_our_refusals_alone(members: dict[str, Any]) -> None:
    with suppress(
        canonical.CredentialMalformed,
        canonical.CredentialTooComplex,
        canonical.TermUnknown,
        contexts.ContextUnknown,
    ):
        canonical.canonicalise({"@context": [contexts.VC2, contexts.OB3]} | members)


class Counted(canonical.Bounded):
    """Counts the calls of the part that costs a factorial."""

    calls = 0

    def hash_n_degree_quads(self, id_: str, issuer: Any) -> Any:
        Counted.calls += 1
        assert Counted.calls <= canonical.MAX_SEARCHED, "unbounded"
        return super().hash_n_degree_quads(id_, issuer)


def poison(size: int) -> dict[str, Any]:
    """Return a credential with a complete graph of ``size`` nodes that nothing tells apart."""
    return with_evidence(
        *(
            {
                "id": f"_:n{one}",
                "type": ["Evidence"],
                "https://p.example/knows": [
                    {"id": f"_:n{other}"} for other in range(size) if other != one
                ],
            }
            for one in range(size)
        )
    )


@pytest.mark.parametrize("size", [6, 7, 12, 30])
def test_poison_graph_is_refused_within_bounded_work(size: int) -> None:
    """A complete graph of n alike nodes asks for more than n! calls (RDFC-1.0, 7.1)."""
    Counted.calls = 0
    statements = canonical.dataset(poison(size))
    with pytest.raises(canonical.CredentialTooComplex):
        Counted().main(statements, {"format": "application/n-quads"})
    assert Counted.calls <= canonical.MAX_SEARCHED
    with pytest.raises(canonical.CredentialTooComplex):
        canonical.canonicalise(poison(size))


def test_small_alike_graphs_are_read_as_pyld_reads_them() -> None:
    for document in (
        poison(3),
        with_evidence(*({"type": ["Evidence"], "name": "the same"} for _ in range(40))),
    ):
        expected = URDNA2015().main(canonical.dataset(document), {"format": "application/n-quads"})
        assert canonical.canonicalise(document) == expected
