"""The form writes the same text as pyld, byte for byte, whatever the learner's texts are."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agir_badges.openbadges import canonical, proofs
from agir_badges.openbadges.template import Press, Template, mark, tree
from unit.badges.openbadges.people import NOW, Key, badge, key_of

KEY = Key()
AWKWARD = st.sampled_from(
    [
        "",
        '"',
        "\\",
        "\\u0041",
        "a\nb\r\n\tc",
        "%s %d %%",
        "{0}",
        "\U0001f393 𝔞",
        "مرحبا \u200f",
        "_:c14n0",
        "https://x.example/é?a=1#b",
        "did:web:x.example",
        "level 1",
        "1",
        "true",
        "@id",
        "schema:name",
    ]
)
TEXT = AWKWARD | st.text(
    st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\t\n\r"), max_size=20
)


@st.composite
def badges(draw: st.DrawFn) -> dict[str, Any]:
    number = draw(st.integers(0, 3))
    document = badge(KEY.did, number, draw(st.integers(0, 3)))
    subject = document["credentialSubject"]
    subject["result"][0]["value"] = draw(TEXT)
    subject["identifier"][0]["salt"] = draw(TEXT)
    for one in document["evidence"]:
        one["name"], one["narrative"] = draw(TEXT), draw(TEXT)
    if draw(st.booleans()):
        subject["id"] = draw(st.sampled_from(["did:example:a", "https://x.example/a", KEY.did]))
    if draw(st.booleans()):
        document["evidence"].append({"type": ["Evidence"], "narrative": draw(TEXT)})
    return document


PRESS = Press()


@settings(max_examples=150, deadline=None)
@given(badges())
def test_form_and_pyld_write_the_same(document: dict[str, Any]) -> None:
    expected = canonical.canonicalise(document)
    assert PRESS.canonicalise(document) == expected
    assert PRESS.canonicalise(document) == expected


def test_ten_badges_of_a_class_share_a_form_and_pyld_reads_one() -> None:
    press = Press()
    texts = [press.canonicalise(badge(KEY.did, 100 + number)) for number in range(10)]
    assert len(press.forms()) == 1
    assert press.used == 10
    assert texts == [canonical.canonicalise(badge(KEY.did, 100 + n)) for n in range(10)]


@pytest.mark.parametrize("count", [0, 1, 3])
def test_another_number_of_evidence_is_another_shape(count: int) -> None:
    press = Press()
    for evidence in (2, count, 2):
        document = badge(KEY.did, 7, evidence)
        assert press.canonicalise(document) == canonical.canonicalise(document)
    assert len(press.forms()) == 2


def test_nodes_that_come_to_look_alike_are_left_to_pyld() -> None:
    press = Press()
    for narratives in (("a", "b"), ("c", "c")):
        document = badge(KEY.did, 7, 0)
        document["evidence"] = [{"type": ["Evidence"], "narrative": one} for one in narratives]
        assert press.canonicalise(document) == canonical.canonicalise(document)


def test_an_address_that_stands_elsewhere_is_left_to_pyld() -> None:
    press = Press()
    press.canonicalise(badge(KEY.did, 7, 1))
    document = badge(KEY.did, 7, 1)
    document["evidence"][0]["id"] = "https://esco.example/0"
    used = press.used
    assert press.canonicalise(document) == canonical.canonicalise(document)
    document["evidence"][0]["id"] = document["credentialSubject"]["achievement"]["id"]
    assert press.canonicalise(document) == canonical.canonicalise(document)
    assert press.used <= used + 1


def test_one_and_true_are_two_shapes() -> None:
    press = Press()
    for hashed in (True, 1, 1.0, True, 1):
        document = badge(KEY.did, 7)
        document["credentialSubject"]["identifier"][0]["hashed"] = hashed
        assert press.canonicalise(document) == canonical.canonicalise(document)


@pytest.mark.parametrize("odd", [7, None, [], {}, ["a", "b"], {"@value": "a", "@language": "fr"}])
def test_a_member_of_another_kind_is_another_shape(odd: object) -> None:
    press = Press()
    for value in ("a", odd, "b", odd):
        document = badge(KEY.did, 7)
        document["evidence"][0]["narrative"] = value
        assert press.canonicalise(document) == canonical.canonicalise(document)


def test_refusals_are_pylds() -> None:
    press = Press()
    good = badge(KEY.did, 7)
    press.canonicalise(good)
    for change, refusal in (
        ({"unheard": "of"}, canonical.TermUnknown),
        ({"validFrom": "\x0b"}, canonical.CredentialMalformed),
        ({"id": "relative"}, canonical.TermUnknown),
    ):
        for _ in range(2):
            with pytest.raises(refusal):
                press.canonicalise(good | change)


def test_a_pressed_badge_is_the_one_that_proofs_makes() -> None:
    press = Press()
    for number in range(5):
        document = badge(KEY.did, number)
        pressed = press.secure(document, KEY, created=NOW)
        assert pressed == proofs.secure(document, KEY, created=NOW)
        assert proofs.check(pressed, key_of) == KEY.verification_method


def test_a_document_that_its_writer_goes_on_changing_is_read_again() -> None:
    """Documents of a batch share their parts; a part that changes is another shape."""
    press, document = Press(), badge(KEY.did, 7)
    press.canonicalise(document)
    document["credentialSubject"]["achievement"]["name"] = "Another"
    document["@context"].append("https://www.w3.org/ns/did/v1")
    assert press.canonicalise(document) == canonical.canonicalise(document)


@settings(max_examples=100, deadline=None)
@given(badges(), badges())
def test_a_reader_reads_what_marking_gives(first: dict[str, Any], second: dict[str, Any]) -> None:
    press = Press()
    press.canonicalise(first)
    for document in (second, first, second):
        marked = press.canonicalise(document)
        assert marked == canonical.canonicalise(document)


def test_a_form_has_no_room_for_a_value_inside_another() -> None:
    """A list of JSON values, for one, is written as one literal: no form."""
    marked, marks = mark({"id": "urn:uuid:1"}, tree((("id",),)))
    document = badge(KEY.did) | marked | {"name": f"about {marks['urn:uuid:1']}"}
    with pytest.raises(ValueError, match="longer"):
        Template.of(document, list(marks.values()))
