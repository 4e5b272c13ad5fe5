"""A decision is recorded with its levels, and corrected without losing what it held."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from certified_world import BY
from test_certification_desk import DESK, _rooms, sat, text, world

from agir_certification.api import deposits, passages
from agir_certification.passages import depositing
from agir_certification.permissions import READ_CIVIL_STATUS
from agir_kernel.clock import SystemClock
from agir_platform import permissions

__all__ = ["_rooms", "world"]

pytestmark = pytest.mark.django_db
LEVELS = {
    "score": "17/20", "mention": "MENTION_BIEN", "language_level": "B2", "access": "CANDIDAT_LIBRE",
    "digital_score": "640", "digital_results": "3:1:2; 4:2:",
}  # fmt: skip


def form_of(world: Any, passage: UUID, **told: Any) -> dict[str, Any]:
    found = passages.one(passage)
    day = found.delivered_on.isoformat() if found.delivered_on else ""
    return {
        "act": "decide", "jury": str(found.jury), "decision": "obtained", "delivered_on": day,
        "reason": "A mark was misread",
    } | told  # fmt: skip


def page(world: Any) -> str:
    return text(world.manager.get(f"{DESK}/sessions/{world.session}/exam/"))


def test_levels_are_recorded_and_go_into_the_file(world: Any) -> None:
    passage = sat(world)
    told = form_of(world, passage, **LEVELS)
    assert world.manager.post(f"{DESK}/passages/{passage}/", told).status_code == 302
    (found,) = depositing.prepare("RS5875", by=BY, now=SystemClock().now()).records
    assert (found.score, found.language_level, found.mention) == ("17/20", "B2", "MENTION_BIEN")
    assert found.digital_level is not None
    assert found.digital_level.score == 640
    lines = [(one.level, one.domain, one.competency) for one in found.digital_level.results]
    assert lines == [(3, "1", "2"), (4, "2", None)]
    assert all(not one.faults for one in deposits.check("RS5875", by=BY))


def test_the_form_to_correct_holds_what_was_recorded(world: Any) -> None:
    passage = sat(world)
    world.manager.post(f"{DESK}/passages/{passage}/", form_of(world, passage, **LEVELS))
    shown = page(world)
    for value in ("17/20", "640", "3:1:2;4:2:", passages.one(passage).delivered_on.isoformat()):
        assert f'value="{value}"' in shown, value
    for word in ("MENTION_BIEN", "B2", "CANDIDAT_LIBRE"):
        assert f"<option selected>{word}</option>" in shown, word


def test_what_the_form_does_not_ask_stays(world: Any) -> None:
    passage = sat(world)
    found = passages.one(passage)
    kept = passages.Result(
        decision=passages.Decision.OBTAINED, delivered_on=found.delivered_on, option="Anglais",
        proof_url="https://example.org/preuve",
    )  # fmt: skip
    assert found.jury is not None
    passages.decide(passage, kept, jury=found.jury, by=BY, reason="again")
    world.manager.post(f"{DESK}/passages/{passage}/", form_of(world, passage, score="18/20"))
    result = passages.one(passage).result
    assert result is not None
    assert (result.score, result.option) == ("18/20", "Anglais")
    assert result.proof_url == "https://example.org/preuve"
    assert result.valid_from == result.delivered_on


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("digital_score", "0"),
        ("digital_score", "1001"),
        ("digital_score", "many"),
        ("digital_results", "9:1:2"),
        ("digital_results", "::"),
        ("digital_results", "3"),
        ("digital_results", ";".join(["3:1:2"] * 51)),
    ],
)
def test_a_level_that_the_schema_has_not_is_refused_and_what_was_typed_stays(
    world: Any, field: str, value: str
) -> None:
    passage = sat(world)
    told = form_of(world, passage, score="12/20") | {field: value}
    answer = world.manager.post(f"{DESK}/passages/{passage}/", told)
    assert answer.status_code == 422
    assert 'value="12/20"' in text(answer)
    result = passages.one(passage).result
    assert result is not None
    assert result.score == ""


def test_files_with_civil_status_ask_for_the_permission_to_read_it(world: Any) -> None:
    sat(world)
    batch = deposits.make("RS5875", by=BY).batch
    addresses = (f"{DESK}/files/{batch}/file/", f"{DESK}/files/of/RS5875/hand-over/")
    assert [world.manager.post(one).status_code for one in addresses] == [200, 200]
    before = permissions.table()[READ_CIVIL_STATUS]
    permissions.declare(READ_CIVIL_STATUS, permissions.Role.OPERATOR)
    try:
        assert [world.manager.post(one).status_code for one in addresses] == [403, 403]
        assert [world.operator.post(one).status_code for one in addresses] == [200, 200]
    finally:
        permissions.declare(READ_CIVIL_STATUS, before)
