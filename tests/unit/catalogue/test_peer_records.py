"""Records of other operators: nothing of them is believed, and none of them breaks anything."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agir_catalogue.domain import moochub_record
from agir_catalogue.domain.peer_facts import PeerFacts, RecordRefused
from agir_catalogue.domain.peer_fields import is_address, minor_of, minutes_of
from agir_catalogue.domain.plain_text import clean, plain
from agir_catalogue.domain.same_course import Listed, Rule, pairs

ROOT = Path(__file__).resolve().parents[3]
SAMPLE = ROOT.parent / "shared/data/schemas/moochub/example-valid.json"
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.decimals() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["name", "id", "uri", "share", "price", "type", "shortCode"])
            | st.text(max_size=5),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)
FIELDS = st.dictionaries(
    st.sampled_from([*sorted(moochub_record.KNOWN), "other"]), ANYTHING, max_size=12
)


def record(**attributes: Any) -> dict[str, Any]:
    told = {"name": "A course", "url": "https://campus.example/1"} | attributes
    return {"id": "1", "type": "Course", "attributes": told}


def read(**attributes: Any) -> PeerFacts:
    return moochub_record.read(record(**attributes))


@given(FIELDS)
@settings(max_examples=60)
def test_any_record_is_read_or_refused_and_what_is_read_is_right(told: dict[str, Any]) -> None:
    try:
        facts = read(**told)
    except RecordRefused:
        return
    assert facts.title
    assert is_address(facts.uri)
    assert all(is_address(one) for one in facts.same_as)
    by_scheme = groupby(sorted(facts.themes), key=lambda one: one[0].partition(":")[0])
    assert all(sum(share for _, share in several) == 1 for _, several in by_scheme)
    assert sum((one.share or Fraction(0)) for one in facts.makers) <= 1
    assert facts.level is None or 1 <= facts.level <= 8


@given(ANYTHING)
@settings(max_examples=60)
def test_no_value_at_all_breaks_the_reader(value: Any) -> None:
    try:
        moochub_record.read(value)
        moochub_record.read({"id": "1", "attributes": value})
    except RecordRefused:
        pass


@given(st.text(max_size=300), st.integers(min_value=1, max_value=80))
@settings(max_examples=60)
def test_plain_text_has_no_control_fits_and_is_plain_already(markup: str, limit: int) -> None:
    said = plain(markup, limit)
    assert len(said) <= limit
    assert clean(said, limit) == said
    assert not any(ord(letter) < 32 and letter != "\n" for letter in said)
    assert not {"\u202e", "\u200b", "\u2066"} & set(said)


def test_what_acts_is_not_read_and_paragraphs_are_lines() -> None:
    said = plain(
        "<p>One<br/>two</p><style>p{}</style><svg><a>x</a></svg><ul><li>three</ul>&amp;", 99
    )
    assert said == "One\ntwo\nthree\n&"


@pytest.mark.parametrize(
    ("access", "offers", "is_free"),
    [
        (["free"], [(0, "course")], True),
        (["free", "paid"], [(0, "complete"), (60, "certificate")], True),
        (["free"], [], None),
        (["free"], [(0, "certificate")], None),
        (["free"], [(5, "course")], None),
        (["paid"], [(5, "course")], False),
        ([], [(0, "course")], None),
        (None, None, None),
    ],
)
def test_only_an_offer_of_nothing_makes_a_course_free(
    access: Any, offers: Any, is_free: bool | None
) -> None:
    told = [
        {"price": price, "priceCurrency": "EUR", "category": category}
        for price, category in offers or ()
    ]
    assert read(access=access, offer=told).is_free is is_free


@pytest.mark.parametrize(
    ("price", "currency", "minor"),
    [
        (Decimal("60"), "EUR", 6000),
        (Decimal("0.10"), "EUR", 10),
        (500, "JPY", 500),
        (Decimal("1.234"), "TND", 1234),
        (Decimal("0.001"), "EUR", None),
        (-1, "EUR", None),
        (True, "EUR", None),
        ("60", "EUR", None),
        (Decimal("1e400"), "EUR", None),
    ],
)
def test_a_price_is_whole_units_or_none(price: Any, currency: str, minor: int | None) -> None:
    assert minor_of(price, currency) == minor


@pytest.mark.parametrize(
    ("said", "minutes"),
    [("PT1H30M", 90), ("PT20H", 1200), ("PT45M", 45), ("P2W", None), ("PT0H", None), (7, None)],
)
def test_only_hours_tell_how_long_a_course_takes(said: Any, minutes: int | None) -> None:
    assert minutes_of(said) == minutes


def test_the_words_of_the_suite_say_more_than_moochub() -> None:
    facts = read(
        **{
            "x-agir": {
                "uri": "https://campus.example/agir/1/",
                "level": 6,
                "themes": [
                    {"id": "sdg:13", "share": "1/3"},
                    {"id": "sdg:4", "share": "2/3"},
                    {"id": "iscedf:0613", "share": "9/10"},
                ],
                "institutions": [
                    {"name": "A", "role": "lead", "share": "2/3"},
                    {"name": "B", "role": "king", "share": "2/3"},
                ],
                "isFree": True,
            }
        }
    )
    assert facts.uri == "https://campus.example/agir/1/"
    assert facts.about_url == "https://campus.example/1"
    assert facts.themes == (
        ("sdg:13", Fraction(1, 3)),
        ("sdg:4", Fraction(2, 3)),
        ("iscedf:0613", Fraction(1)),
    )
    assert [(one.role, one.share) for one in facts.makers] == [("lead", None), ("", None)]
    assert facts.is_free is None  # MOOChub has a word for it, with a proof


def test_the_sample_of_the_format_is_read_whole() -> None:
    if not SAMPLE.exists():
        pytest.skip("the sample of MOOChub is not here")
    (told,) = json.loads(SAMPLE.read_text(), parse_float=Decimal)["data"]
    facts = moochub_record.read(told)
    assert (facts.languages, facts.licence, facts.is_free) == (("fr",), "CC-BY-SA-4.0", True)
    assert (facts.certification_price_minor, facts.currency) == (6000, "EUR")
    assert facts.themes == (("iscedf:0521", Fraction(1)), ("sdg:13", Fraction(1)))
    assert facts.remarks == ()


# --- which courses are the same -----------------------------------------------------------------

PLACES = st.integers(min_value=0, max_value=4).map("https://h{0}.example/c".format)
LISTED = st.builds(
    Listed,
    id=st.integers(min_value=1, max_value=9),
    peer=st.sampled_from(["A", "B", "C"]),
    host=st.sampled_from(["h0.example", "h1.example", "x.example"]),
    uri=PLACES,
    title=st.sampled_from(["One", "Two", "Three"]),
    publisher=st.sampled_from(["", "a", "B"]),
    code=st.sampled_from(["", "1"]),
    same_as=st.lists(PLACES, max_size=2).map(tuple),
)
SEVERAL = st.lists(LISTED, max_size=9, unique_by=lambda one: one.id)


@given(SEVERAL, st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_pairs_do_not_hang_on_the_order_and_end_at_a_course_that_stands(
    several: list[Listed], chance: Any
) -> None:
    own = {"https://h4.example/c": "course-v1:here"}
    told = pairs(several, own)
    mixed = list(several)
    chance.shuffle(mixed)
    assert pairs(mixed, own) == told
    folded = {one.course for one in told if one.is_sure}
    assert len({one.course for one in told}) == len(told)
    for one in told:
        assert (one.into is None) == bool(one.key)
        assert one.into != one.course
        assert one.into not in folded
    titles = {one.rule for one in told if not one.is_sure}
    assert titles <= {Rule.TITLE, Rule.PUBLISHER_CODE}


def test_who_claims_to_be_a_course_is_folded_into_it_never_over_it() -> None:
    real = Listed(9, "A", "a.example", "https://a.example/1", "Real")
    claim = Listed(1, "B", "b.example", "https://b.example/1", "Claim", same_as=(real.uri,))
    thief = Listed(2, "C", "c.example", real.uri, "Thief")
    told = {one.course: one.into for one in pairs([real, claim, thief], {})}
    assert told == {1: 9, 2: 9}


def test_a_publishers_name_is_believed_only_of_itself() -> None:
    house = Listed(5, "Université A", "a.example", "https://a.example/1", "X", "UNIVERSITE A", "C1")
    other = Listed(1, "B", "b.example", "https://b.example/1", "Y", "Université A", "C1")
    (sure,) = pairs([house, other], {})
    assert (sure.course, sure.into, sure.is_sure) == (1, 5, True)
    (maybe,) = pairs(
        [other, Listed(3, "D", "d.example", "https://d/", "Z", "Université A", "C1")], {}
    )
    assert (maybe.course, maybe.rule, maybe.is_sure) == (3, Rule.PUBLISHER_CODE, False)
