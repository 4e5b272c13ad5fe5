"""Documents of AMB from other operators: read by what they mean, whatever they hold."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agir_catalogue.domain import amb_record
from agir_catalogue.domain.amb_record import RecordNotCourse
from agir_catalogue.domain.peer_facts import (
    Maker,
    Outcome,
    RecordIncomplete,
    RecordMalformed,
    RecordRefused,
    RecordTooLarge,
)
from agir_catalogue.domain.peer_fields import is_address

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "django/catalogue"))
from amb_cases import document

BASE = "https://campus.example"
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.decimals() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["id", "@id", "type", "@type", "name", "prefLabel"])
            | st.text(max_size=5),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)


def test_every_word_of_it_is_read() -> None:
    facts = amb_record.read(document(1))
    assert (facts.record, facts.uri) == (f"{BASE}/amb/1", f"{BASE}/amb/1")
    assert facts.about_url == f"{BASE}/seite/1"
    assert (facts.title, facts.summary) == ("Kurs 1", "Was man lernt.")
    assert (facts.languages, facts.licence) == (("de", "fr"), "CC-BY-SA-4.0")
    assert (facts.is_free, facts.duration_minutes, facts.level) == (True, 90, 6)
    assert facts.modified_at == datetime(2026, 3, 1, tzinfo=UTC)
    assert dict(facts.themes) == {
        "iscedf:0611": Fraction(1), "sdg:4": Fraction(1), "agir:digital-inclusion": Fraction(1),
    }  # fmt: skip
    assert facts.teaches == (
        Outcome(f"{BASE}/skills/1", "Zuhören"), Outcome(f"{BASE}/skills/2", f"{BASE}/skills/2"),
    )  # fmt: skip
    assert facts.assesses == (Outcome(f"{BASE}/skills/1", "Zuhören"),)
    assert facts.makers == (
        Maker("Universität A", f"{BASE}/a", "author"), Maker("Hochschule B", "", ""),
        Maker("Campus", BASE, "host"),
    ), "a person is not taken over"  # fmt: skip
    assert (facts.publisher, facts.remarks) == ("Campus", ())
    assert set(facts.rest) == {"educationalLevel"}


def test_signs_of_json_ld_and_a_title_by_language() -> None:
    told = document(1, id=None, type=None, name={"de": "Kurs", "fr": "Cours", "en": "Course"})
    told |= {"@id": f"{BASE}/1", "@type": ["LearningResource", "Course"]}
    assert amb_record.read(told).title == "Kurs", "in the first language of the course"
    assert amb_record.read(told | {"inLanguage": ["it"]}).title == "Course"
    assert amb_record.record_id(told) == f"{BASE}/1"


@pytest.mark.parametrize(
    ("told", "refusal"),
    [
        ("text", RecordMalformed),
        (document(1, id=None), RecordIncomplete),
        (document(1, id="urn:isbn:1"), RecordIncomplete),
        (document(1, id="javascript:alert(1)"), RecordIncomplete),
        (document(1, name=None), RecordIncomplete),
        (document(1, name={}), RecordIncomplete),
        (document(1, text="x" * 100_001), RecordTooLarge),
        (
            document(1, type=["LearningResource", "VideoObject"], learningResourceType=None),
            RecordNotCourse,
        ),
    ],
)
def test_what_is_no_course_is_refused_alone(told: Any, refusal: type[RecordRefused]) -> None:
    with pytest.raises(refusal):
        amb_record.read(told)


def test_a_course_is_one_by_its_type_or_by_its_kind() -> None:
    assert amb_record.read(document(1, type=["LearningResource"])).title
    assert amb_record.read(document(1, learningResourceType=None)).title


@pytest.mark.parametrize(
    ("place", "licence"),
    [
        ("https://creativecommons.org/licenses/by/4.0/", "CC-BY-4.0"),
        ("https://creativecommons.org/licenses/by-nc-nd/3.0/deed.de", "CC-BY-NC-ND-3.0"),
        ("http://creativecommons.org/publicdomain/zero/1.0/", "CC0-1.0"),
        ("https://creativecommons.org/publicdomain/mark/1.0/", ""),
        ("https://opensource.org/licenses/MIT", "MIT"),
        ("https://spdx.org/licenses/etalab-2.0.html", "etalab-2.0"),
        ("https://creativecommons.example/licenses/by/4.0/", ""),
        ("https://campus.example/licenses/ours", ""),
        (7, ""),
    ],
)
def test_a_licence_is_told_by_its_page_or_not_at_all(place: Any, licence: str) -> None:
    assert amb_record.read(document(1, license={"id": place})).licence == licence


@pytest.mark.parametrize("said", [None, "true", 1, [True], {}])
def test_only_the_truth_value_makes_it_free(said: Any) -> None:
    assert amb_record.read(document(1, isAccessibleForFree=said)).is_free is None
    assert amb_record.read(document(1, isAccessibleForFree=False)).is_free is False


def test_any_change_changes_the_digest_and_no_order_does() -> None:
    told = document(1)
    assert amb_record.read(dict(reversed(told.items()))).digest == amb_record.read(told).digest
    assert amb_record.read(told | {"x": 1}).digest != amb_record.read(told).digest


@given(st.dictionaries(st.sampled_from([*sorted(amb_record.KNOWN), "@id", "other"]), ANYTHING))
@settings(max_examples=80, deadline=None)
def test_nothing_that_a_document_holds_breaks_the_reader(told: dict[str, Any]) -> None:
    for record in (told, document(1) | told):
        try:
            facts = amb_record.read(record)
        except RecordRefused:
            continue
        assert facts.title
        assert is_address(facts.uri)
        assert facts.level is None or 1 <= facts.level <= 8
        assert sum(share for theme, share in facts.themes if theme.startswith("sdg:")) in {0, 1}
