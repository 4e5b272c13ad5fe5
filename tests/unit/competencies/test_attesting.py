"""What may be said, sent and decided: addresses, files, moves of a request, overrides."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agir_competencies.domain.attesting import (
    SHARES,
    AddressUnsafe,
    address_of,
    level_of,
    share_of,
)
from agir_competencies.domain.evidence import Current
from agir_competencies.domain.mastery import DEMONSTRATED, NOT_YET, Placed, standing
from agir_competencies.domain.methods import DEFAULT_RULE
from agir_competencies.domain.override import Override, overruled
from agir_competencies.domain.prior import DECIDED, MOVES, OPEN, Action
from agir_competencies.domain.proof_file import (
    ENDINGS,
    KINDS,
    FileEmpty,
    FileKindRefused,
    kind_of,
    name_of,
)

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
ANY = settings(max_examples=60, deadline=None)
PIECES = ["http", "https", ":", "//", "example.org", "/a", "@", "<", '"', " ", "javascript", "?x=1"]


@ANY
@given(st.lists(st.sampled_from(PIECES), max_size=7).map("".join))
def test_an_address_that_is_kept_is_https_and_breaks_out_of_nothing(text: str) -> None:
    try:
        kept = address_of(text)
    except AddressUnsafe:
        return
    if not kept:
        assert not text.strip()
        return
    parts = urlsplit(kept)
    assert (parts.scheme, parts.username) == ("https", None)
    assert parts.hostname
    assert not set(kept) & set(" \"'<>\t\n")


def test_each_level_is_the_level_of_its_share() -> None:
    assert [level_of(share_of(level)) for level in SHARES] == list(SHARES)
    assert level_of(Decimal("0.1")) == "partly"


@ANY
@given(st.text(max_size=400), st.sampled_from(["", *ENDINGS, "html", "svg", "exe"]))
def test_a_file_s_name_is_no_path_and_no_header(name: str, ending: str) -> None:
    kept = name_of(f"{name}.{ending}" if ending else name)
    assert kept
    assert len(kept) <= 140
    assert not set(kept) & set('\\/:*?"<>|;%\r\n\x00')
    assert not kept.startswith(".")


@ANY
@given(st.binary(max_size=40), st.sampled_from(["html", "svg", "xhtml", "js", "exe", "docm", ""]))
def test_what_a_browser_runs_is_no_kind_whatever_it_holds(content: bytes, ending: str) -> None:
    with pytest.raises((FileKindRefused, FileEmpty)):
        kind_of(f"a.{ending}", content)


@ANY
@given(st.binary(min_size=1, max_size=40), st.sampled_from(ENDINGS))
def test_a_name_that_lies_about_its_content_is_refused(content: bytes, ending: str) -> None:
    """What is taken begins as its kind does; a text is UTF-8 without a null."""
    try:
        kind = kind_of(f"a.{ending}", content)
    except FileKindRefused:
        return
    assert ending in KINDS[kind].endings
    if kind == "txt":
        assert "\x00" not in content.decode()
    else:
        assert content.startswith(KINDS[kind].heads)


def test_a_request_that_is_decided_moves_no_more() -> None:
    assert set(OPEN) | set(DECIDED) == {*OPEN, *(move.to for move in MOVES.values())}
    assert not [move for move in MOVES.values() if set(move.origin) & set(DECIDED)]
    assert set(MOVES) == set(Action) - {Action.ASKED}


def _placed(number: int, tenths: int) -> Placed:
    at = NOON + timedelta(minutes=number)
    share = Decimal(tenths) / 10
    return Placed(
        UUID(int=number + 1),
        f"block-{number}",
        Current(share, Decimal(1), at, at, None, at, UUID(int=1)),
    )


@ANY
@given(st.lists(st.integers(0, 10), max_size=6), st.sampled_from([DEMONSTRATED, NOT_YET]))
def test_an_override_moves_the_status_and_no_figure(tenths: list[int], status: str) -> None:
    told = standing([_placed(n, one) for n, one in enumerate(tenths)], DEFAULT_RULE)
    after = overruled(told, Override(status, NOON))
    assert (after.status, after.folded_status) == (status, told.status)
    assert (after.estimate, after.n, after.evidence_count) == (
        told.estimate, told.n, told.evidence_count,
    )  # fmt: skip
    assert (after.demonstrated_at is not None) is (status == DEMONSTRATED)
    assert overruled(told, None) is told


def test_an_override_ends_at_its_hour() -> None:
    held = Override(DEMONSTRATED, NOON, NOON + timedelta(days=1))
    assert not held.has_expired(NOON + timedelta(days=1, microseconds=-1))
    assert held.has_expired(NOON + timedelta(days=1))
    assert not Override(DEMONSTRATED, NOON).has_expired(NOON + timedelta(days=9999))
