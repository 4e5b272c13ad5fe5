"""What a card holds is read tolerantly and written strictly."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agir_xblocks.competency import settings_form
from agir_xblocks.doors import Named
from agir_xblocks.form import chosen, fields
from agir_xblocks.form.chosen import MOST, Chosen

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=40) | st.uuids().map(str),
    lambda inner: (
        st.lists(inner, max_size=12)
        | st.dictionaries(st.sampled_from(["identifier", "label", "framework", "x"]), inner)
    ),
    max_leaves=30,
)
ONE = UUID("0b9e6f0e-8a0c-4d53-9d5e-0d5d5c1f2a11")
FORM = {"display_name": "A", "intro": "", "question": "", "competencies": [str(ONE)]}


def read(said: dict[str, object]) -> tuple[str, tuple[UUID, ...]]:
    """Read a card's form as the block does, its own fields last."""
    title, identifiers = fields.title(said), fields.identifiers(said)
    settings_form.read(said)
    return title, identifiers


@given(JSON)
def test_any_stored_value_is_read(stored: object) -> None:
    found = chosen.read(stored)
    assert len(found) <= MOST
    assert len({one.identifier for one in found}) == len(found)
    assert chosen.read([one.stored() for one in found]) == found


def test_a_bare_identifier_is_enough() -> None:
    assert chosen.read([str(ONE), {"identifier": str(ONE), "label": "B"}]) == (Chosen(ONE, "", ""),)


@given(st.dictionaries(st.sampled_from([*FORM, "user_id"]), JSON))
def test_any_form_is_kept_or_refused_by_a_fact(said: dict[str, object]) -> None:
    try:
        title, identifiers = read(said)
    except fields.FormRefused as error:
        told = (error.code, error.facts["field"])
    else:
        told = None
        assert len(identifiers) <= MOST
        assert 1 <= len(title) <= fields.LONGEST_TITLE
    if told:
        assert told[0] in {"text_missing", "text_malformed", "choice_malformed"}
        assert told[1] in FORM


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"display_name": "  "}, "text_missing"),
        ({"display_name": "a" * 121}, "text_malformed"),
        ({"intro": 3}, "text_malformed"),
        ({"question": "a\x00"}, "text_malformed"),
        ({"competencies": None}, "choice_malformed"),
        ({"competencies": ["nothing"]}, "choice_malformed"),
        ({"competencies": [str(ONE), str(ONE)]}, "choice_malformed"),
        ({"competencies": [str(uuid4()) for _ in range(MOST + 1)]}, "choice_malformed"),
    ],
)
def test_a_form_is_refused(change: dict[str, object], code: str) -> None:
    with pytest.raises(fields.FormRefused) as refused:
        read({**FORM, **change})
    assert refused.value.code == code


def test_an_unknown_competency_stays_but_is_not_added() -> None:
    before = (Chosen(ONE, "Old words", "Old frame"),)
    assert fields.choose([ONE], before, {}) == list(before)
    now = {ONE: Named(ONE, "New words", "", "Frame", "", retired=False)}
    assert fields.choose([ONE], before, now) == [Chosen(ONE, "New words", "Frame")]
    with pytest.raises(fields.ChoiceUnknown):
        fields.choose([uuid4()], before, now)
