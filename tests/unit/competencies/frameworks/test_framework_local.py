"""A framework that is written here stays a tree, whatever is done to it in which order."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agir_competencies.domain import local
from agir_competencies.domain.framework import Document
from agir_competencies.domain.plan import Stored, StoredItem, diff
from agir_competencies.domain.refusals import FrameworkTooLarge

HEAD = local.head(UUID(int=9), "Notre référentiel", "", "fr", "")


def taken(document: Document, stored: Stored) -> Stored:
    """Return what the tables would hold after this document: nothing is ever deleted."""
    items = {item.identifier: item for item in document.items}
    known = {key: old.item for key, old in stored.items.items()} | items
    rows = {
        key: StoredItem(n, item, "", key not in items)
        for n, (key, item) in enumerate(known.items())
    }
    return Stored(document.head, rows)


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(st.sampled_from(["add", "retire", "revive", "reword"]), st.integers(0, 9)),
        max_size=25,
    )
)
def test_it_stays_a_tree_and_loses_nothing(acts: list[tuple[str, int]]) -> None:
    stored, number = Stored(HEAD), 0
    for act, place in acts:
        items = list(stored.items)
        chosen = items[place % len(items)] if items and place < 9 else None
        seen = set(stored.items)
        try:
            if act == "add":
                number += 1
                document = local.added(
                    stored, UUID(int=100 + number), f"Savoir {number}", "", chosen
                )
            elif chosen is None:
                continue
            elif act == "retire":
                document, gone = local.retired(stored, chosen)
                assert chosen in gone
            elif act == "revive":
                document = local.revived(stored, [chosen])
                assert chosen in {item.identifier for item in document.items}
            else:
                document = local.reworded(stored, chosen, "Autrement")
        except local.ItemUnknown:
            assert chosen is not None
            assert stored.items[chosen].retired
            continue
        above: dict[UUID, int] = {}
        for item in document.items:
            assert item.parent is None or item.parent in above, "parents come first, in force"
            assert item.depth == (above[item.parent] + 1 if item.parent else 0)
            above[item.identifier] = item.depth
        places = [(item.parent, item.position) for item in document.items]
        assert len(places) == len(set(places)), "no two siblings in one place"
        diff(document, stored)
        stored = taken(document, stored)
        assert seen <= set(stored.items)


def test_retiring_and_bringing_back_changes_nothing() -> None:
    stored = Stored(HEAD)
    for n, under in ((1, None), (2, 1), (3, 2), (4, None)):
        parent = UUID(int=under) if under else None
        stored = taken(local.added(stored, UUID(int=n), f"Savoir {n}", "", parent), stored)
    before = {key: old.item for key, old in stored.items.items()}
    document, gone = local.retired(stored, UUID(int=1))
    assert set(gone) == {UUID(int=n) for n in (1, 2, 3)}
    back = taken(local.revived(taken(document, stored), gone), taken(document, stored))
    assert {key: old.item for key, old in back.items.items()} == before
    assert not any(old.retired for old in back.items.values())


def test_it_has_an_end_in_depth_and_number(monkeypatch: pytest.MonkeyPatch) -> None:
    stored, under = Stored(HEAD), None
    for n in range(1, local.DEEPEST + 1):
        stored = taken(local.added(stored, UUID(int=n), "Savoir", "", under), stored)
        under = UUID(int=n)
    with pytest.raises(FrameworkTooLarge):
        local.added(stored, UUID(int=99), "Savoir", "", under)
    monkeypatch.setattr(local, "MOST_ITEMS", local.DEEPEST)
    with pytest.raises(FrameworkTooLarge):
        local.added(stored, UUID(int=99), "Savoir")
