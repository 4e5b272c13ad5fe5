"""What the schema of MOOChub takes and its prose forbids is found; what is right is not."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agir_catalogue.domain.feed_rules import RULES, faults, is_language

GOOD: dict[str, Any] = {
    "url": "https://campus.example/courses/1",
    "inLanguage": ["fr", "pt-BR", "zh-Hans"],
    "license": [
        {"identifier": "CC-BY-4.0", "url": "https://spdx.org/licenses/CC-BY-4.0.html"},
        {"identifier": "proprietary", "url": None, "contentUrl": None},
    ],
    "access": ["free", "paid"],
    "offer": [
        {"price": 0, "priceCurrency": "EUR", "paymentFrequency": "other", "category": "course"},
        {"price": 60, "priceCurrency": "EUR", "paymentFrequency": "other",
         "category": "certificate"},
    ],
    "educationalAlignment": [{"educationalFramework": "ISCED-F", "shortCode": "0613"}],
    "keywords": ["sdg:13", "agir:environment"],
    "startDate": ["2026-01-01T00:00:00Z"],
    "endDate": ["2026-06-01T00:00:00Z"],
}  # fmt: skip


def test_a_course_that_keeps_the_rules_has_no_fault() -> None:
    assert faults(GOOD) == ()
    assert faults({"url": "https://campus.example/"}) == ()


@pytest.mark.parametrize(
    ("name", "value", "fault"),
    [
        ("offer", [GOOD["offer"][1]], "free_without_zero_price"),
        ("offer", [], "free_without_zero_price"),
        ("access", ["paid"], "zero_price_not_free"),
        ("offer", [{**GOOD["offer"][0], "priceCurrency": "euro"}], "price_without_currency"),
        ("inLanguage", ["français"], "language_malformed"),
        ("inLanguage", ["french"], "language_malformed"),
        ("license", [{"identifier": "CC-BY-4.0", "url": None}], "licence_unnamed"),
        ("license", [{"identifier": "proprietary", "url": "https://x.example"}], "licence_unnamed"),
        ("educationalAlignment", [{"educationalFramework": "ISCED-F", "shortCode": "SDG 13"}],
         "subject_malformed"),
        ("keywords", ["sdg:18"], "goal_unknown"),
        ("endDate", ["2025-06-01T00:00:00Z"], "ends_before_start"),
        ("url", "javascript:alert(1)", "address_malformed"),
        ("url", None, "address_malformed"),
    ],
)  # fmt: skip
def test_a_broken_rule_is_named(name: str, value: Any, fault: str) -> None:
    assert faults({**GOOD, name: value}) == (fault,)


@given(
    st.dictionaries(
        st.sampled_from([*GOOD, "other"]),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(max_size=5),
            lambda inner: (
                st.lists(inner, max_size=2)
                | st.dictionaries(st.sampled_from(["price", "category", "url"]), inner, max_size=2)
            ),
            max_leaves=6,
        ),
    )
)
@settings(max_examples=60, deadline=None)
def test_whatever_a_peer_wrote_is_judged(attributes: dict[str, Any]) -> None:
    assert set(faults(attributes)) <= set(RULES)


@pytest.mark.parametrize("tag", ["fr", "FR", "en-GB", "zh-hans-cn", "es-419", "x", "", "fr_FR", 1])
def test_a_language_is_a_tag(tag: Any) -> None:
    assert is_language(tag) == (tag in ("fr", "FR", "en-GB", "zh-hans-cn", "es-419"))
