"""What the public catalogue finds is what reading every course finds, in few statements."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agir_catalogue.domain.folding import words
from agir_catalogue.models import Listing, ListingFacet
from agir_catalogue.search import finding, index
from agir_catalogue.search.entry import Entry, House, Taught, Theme, from_json, named, to_json
from agir_catalogue.search.finding import Question, find
from host.gallery.rows import counted

pytestmark = pytest.mark.django_db
WHEN = datetime(2026, 3, 1, 8, tzinfo=UTC)
SORT = Taught(UUID(int=1), "https://c.example/sort", "Trier ses déchets", "Vivre")
READ = Taught(UUID(int=2), "https://c.example/read", "Lire un bilan", "Vivre")


def entry(number: int = 0, **more: Any) -> Entry:
    """Return a course that says much."""
    told: dict[str, Any] = {
        "uri": f"https://campus.example/courses/{number}",
        "key": f"course-v1:A+C{number}+1",
        "title": f"Cours {number}",
        "summary": "Où va l’eau ?",
        "languages": ("fr-CA", "en"),
        "hours": Decimal("12.5"),
        "themes": (Theme("sdg:6", Fraction(1, 3)), Theme("iscedf:0521", Fraction(2, 3))),
        "teaches": (SORT,),
        "assesses": (SORT, READ),
        "access_sufficient": (("textual",), ("auditory", "visual")),
        "institutions": (House("Université d’Étampes", "https://u.example", "author"),),
        "price_minor": 4_900,
        "currency": "EUR",
        "is_free": True,
        "covenant": "kept",
        "starts_at": WHEN,
        "modified_at": WHEN,
    }
    return Entry(**told | more)


def test_an_entry_is_read_as_it_was_written() -> None:
    assert from_json(to_json(entry())) == entry()
    assert from_json(to_json(Entry(uri="u", title="t"))) == Entry(uri="u", title="t")


def test_what_did_not_change_is_not_written() -> None:
    assert index.put([entry(0), entry(1)]) == 2
    with counted() as told:
        assert index.put([entry(0), entry(1)]) == 0
    assert len(told) == 1
    before = Listing.objects.get(key=entry(1).key).pk
    assert index.put([entry(0), entry(1, languages=("de",))]) == 1
    assert Listing.objects.get(key=entry(1).key).pk == before
    kept = ListingFacet.objects.filter(listing_id=before, kind="language")
    assert list(kept.values_list("value", flat=True)) == ["de"]


def test_writing_many_costs_no_statement_each(django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(10):  # facets may take more than one batch
        index.put([entry(number) for number in range(40)])
    with django_assert_max_num_queries(12):
        index.put([entry(number, title="Autre") for number in range(40)])


def test_what_is_gone_is_found_no_more() -> None:
    there = [entry(n, key="", origin="Là-bas", uri=f"https://o.example/{n}") for n in range(3)]
    index.put([entry(), *there])
    assert index.drop(entry().key) == 1
    assert index.drop(entry().key) == 0
    assert index.drop_others([there[0].identifier], "Là-bas") == 2
    assert [one.uri for one in find(Question()).entries] == [there[0].uri]
    assert index.drop_origins(["Ailleurs"]) == 1
    assert (Listing.objects.count(), ListingFacet.objects.count()) == (0, 0)


def test_nobody_takes_the_address_of_somebody_else() -> None:
    index.put([entry()])
    assert index.put([entry(title="Taken", key="", origin="Là-bas")]) == 0
    there = entry(9, key="", origin="Là-bas")
    assert index.put([there]) == 1
    assert index.put([entry(9, title="Taken", key="", origin="Ailleurs")]) == 0
    assert finding.one(there.identifier) == there
    assert index.put([entry(9)]) == 1  # this site's own word stands
    assert finding.of_course(entry(9).key) == entry(9)


def test_each_question_is_four_statements_and_one_of_the_sites() -> None:
    index.put([entry(number) for number in range(45)])
    chosen = {"language": ["fr"], "competency": [str(SORT.identifier), str(READ.identifier)]}
    for number in (1, 2):
        with counted() as told:
            found = find(Question("eau etampes TRIER", chosen, number=number))
        assert len(told) == 5
        assert (found.total, len(found.entries), found.has_more) == (45, 20, True)
    assert {one.value: one.count for one in found.facets["length"]} == {"h20": 45}
    assert {one.label for one in found.facets["competency"]} == {READ.label, SORT.label}


def test_orders_say_their_reason_and_know_no_operator() -> None:
    index.put([
        entry(1, title="Zoo", hours=Decimal(1), starts_at=WHEN + timedelta(1), modified_at=None),
        entry(2, title="Été", hours=None, starts_at=None, modified_at=WHEN + timedelta(1)),
        entry(3, title="abc", hours=Decimal(9), origin="Là-bas", key=""),
    ])  # fmt: skip
    got = {
        order: [one.title for one in find(Question(order=order)).entries]
        for order in finding.ORDERS
    }
    assert got == {
        "title": ["abc", "Été", "Zoo"],
        "changed": ["Été", "abc", "Zoo"],
        "starts": ["Zoo", "abc", "Été"],
        "length": ["Zoo", "abc", "Été"],
    }


def test_signs_of_the_database_mean_nothing_in_words() -> None:
    index.put([entry(title="Cent pour cent", summary="", teaches=(), assesses=())])
    assert find(Question("c%t")).total == 0
    assert find(Question("c_nt")).total == 0
    assert find(Question("%")).total == 1  # no word at all: nothing is asked


def test_competencies_are_counted_with_their_courses(django_assert_num_queries: Any) -> None:
    index.put([entry(0), entry(1, teaches=(), assesses=(READ,))])
    with django_assert_num_queries(2):  # one asks the host which sites there are
        found, has_more = finding.competencies()
    assert [(one.label, one.count) for one in found] == [(READ.label, 2), (SORT.label, 1)]
    assert not has_more
    assert [one.label for one in finding.competencies("trier")[0]] == [SORT.label]
    assert [one.key for one in finding.teaching([SORT.identifier])[0]] == [entry(0).key]


LABELS = ["Eau", "Énergie verte", "Le numérique", "École & métiers", "数学", "énergies"]
TAUGHT = [Taught(named(label), f"https://c.example/{n}", label) for n, label in enumerate(LABELS)]
ENTRIES = st.builds(
    Entry,
    uri=st.integers(0, 8).map(lambda number: f"https://o.example/{number}"),
    title=st.sampled_from(LABELS),
    summary=st.sampled_from(["", "Œuvre d’été", "water WATER", "l’eau"]),
    languages=st.lists(st.sampled_from(["fr", "fr-CA", "en"]), unique=True).map(tuple),
    teaches=st.lists(st.sampled_from(TAUGHT), max_size=2, unique=True).map(tuple),
    is_free=st.sampled_from([True, False, None]),
    covenant=st.sampled_from(["kept", "broken", "unknown"]),
    hours=st.sampled_from([None, Decimal(1), Decimal(30)]),
)


@given(
    entries=st.lists(ENTRIES, max_size=9),
    asked=st.sampled_from(["", "eau", "ÉNERG", "oeuvre wat", "学", "energie ete", "e"]),
    chosen=st.fixed_dictionaries(
        {},
        optional={
            "language": st.just(["fr"]),
            "openness": st.sampled_from([["kept"], ["free"], ["kept", "free"]]),
            "length": st.just(["h5"]),
            "competency": st.sampled_from([[str(one.identifier)] for one in TAUGHT]),
        },
    ),
)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_what_is_found_is_what_reading_everything_finds(
    entries: list[Entry], asked: str, chosen: dict[str, list[str]]
) -> None:
    ListingFacet.objects.all().delete()
    Listing.objects.all().delete()
    index.put(entries)
    last = {one.uri: one for one in entries}.values()

    def begins(one: Entry, word: str) -> bool:
        text = f"{one.title} {one.summary} {' '.join(t.label for t in one.teaches)}"
        return any(said.startswith(word) for said in words(text))

    def has(one: Entry, kind: str, value: str) -> bool:
        return {
            "language": value in {code[:2] for code in one.languages},
            "openness": one.covenant == "kept" if value == "kept" else one.is_free is True,
            "length": one.hours == Decimal(1),
            "competency": value in {str(taught.identifier) for taught in one.teaches},
        }[kind]

    expected = [
        one
        for one in last
        if all(begins(one, word) for word in words(asked))
        and all(has(one, kind, value) for kind, values in chosen.items() for value in values)
    ]
    found = find(Question(asked, chosen))
    assert {one.uri for one in found.entries} == {one.uri for one in expected}
    assert found.total == len(expected)
    counts = {one.value: one.count for one in found.facets.get("openness", ())}
    assert counts.get("free", 0) == sum(one.is_free is True for one in expected)
