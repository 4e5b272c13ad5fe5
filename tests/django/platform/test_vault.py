"""What is sealed opens for its own row and purpose alone, and moves to a new key."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from agir_platform import vault
from agir_platform.vault import keys

OLD = "oIXvA4fHhfrgnqWyTPOoTIRu1kTdUjwxVwpvTd0Wmzw"
NEW = "b4U2Vd2gI0JrQxP9eCk7aLzYtN1mSwHfRo3uE6iKqDc"
PLACE = {"purpose": "test.table", "of": "row-1"}


@pytest.fixture(autouse=True)
def _a_key(settings: Any) -> None:
    settings.AGIR_VAULT_KEYS = [OLD]


@given(st.dictionaries(st.text(max_size=8), st.one_of(st.none(), st.integers(), st.text())))
def test_what_was_sealed_opens_and_shows_nothing(record: dict[str, Any]) -> None:
    sealed = vault.seal(record, **PLACE)
    assert vault.unseal(sealed, **PLACE) == record
    assert sealed.isascii()


def test_no_word_lies_open_and_no_two_seals_are_alike() -> None:
    one, two = (vault.seal({"name": "Bertrand"}, **PLACE) for _ in range(2))
    assert one != two
    assert "Bertrand" not in one


@pytest.mark.parametrize(
    "place", [PLACE | {"of": "row-2"}, PLACE | {"purpose": "other.table"}], ids=["row", "purpose"]
)
def test_a_text_that_was_moved_does_not_open(place: dict[str, str]) -> None:
    sealed = vault.seal({"a": 1}, **PLACE)
    with pytest.raises(vault.VaultUnreadable) as refused:
        vault.unseal(sealed, **place)
    assert refused.value.__cause__ is None


@pytest.mark.parametrize("changed", ["", "no token", "é", "gAAAAA"])
def test_what_is_no_seal_does_not_open(changed: str) -> None:
    with pytest.raises(vault.VaultUnreadable):
        vault.unseal(changed, **PLACE)
    with pytest.raises(vault.VaultUnreadable):
        vault.reseal(changed, purpose=PLACE["purpose"])


@pytest.mark.parametrize("told", [None, [], "a text", ["short"], ["a" * 60], [None, 3]])
def test_without_a_good_key_nothing_is_stored(settings: Any, told: Any) -> None:
    settings.AGIR_VAULT_KEYS = told
    assert not vault.is_ready()
    with pytest.raises(vault.VaultKeyUnset):
        vault.seal({"a": 1}, **PLACE)
    assert len(keys.secrets_are_good()) >= 1
    assert OLD not in str(keys.secrets_are_good())


def test_a_key_is_changed_without_losing_a_record(settings: Any) -> None:
    sealed = vault.seal({"a": 1}, **PLACE)
    settings.AGIR_VAULT_KEYS = [NEW, OLD]
    assert vault.unseal(sealed, **PLACE) == {"a": 1}
    moved = vault.reseal(sealed, purpose=PLACE["purpose"])
    settings.AGIR_VAULT_KEYS = [NEW]
    assert vault.unseal(moved, **PLACE) == {"a": 1}
    with pytest.raises(vault.VaultUnreadable):
        vault.unseal(sealed, **PLACE)
    assert keys.secrets_are_good() == []


def test_the_command_moves_every_table_and_says_what_did_not_open(monkeypatch: Any) -> None:
    from agir_platform.vault import holding

    monkeypatch.setattr(holding, "_holders", {})
    vault.hold("one", lambda: (3, 0))
    out = io.StringIO()
    call_command("agir_reseal_vault", stdout=out)
    assert "one: 3 sealed" in out.getvalue()
    vault.hold("two", lambda: (1, 2))
    with pytest.raises(CommandError, match="did not open"):
        call_command("agir_reseal_vault", stdout=out)


def test_the_command_needs_a_key(settings: Any) -> None:
    settings.AGIR_VAULT_KEYS = []
    with pytest.raises(CommandError, match="AGIR_VAULT_KEYS"):
        call_command("agir_reseal_vault")
