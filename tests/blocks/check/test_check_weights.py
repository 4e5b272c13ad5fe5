"""What a positioning test found weighs what its author chose on the link."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

import pytest

from agir_competencies import api
from agir_competencies.api import attesting, links
from agir_platform.learners import api as learners
from blocks.check.test_check_in_host import HANDS, LISTEN, recorded, shorter

pytestmark = pytest.mark.django_db


def weighing(taker, competency: str, weight: str):
    """Let an author link the test to a competency with a weight; return who takes it."""
    awa = shorter(taker).beside("awa")
    usage = awa.visitor.usage(awa.name, "agir-check")
    links.set_link(usage, UUID(competency), kind="xblock_attestation", weight=Decimal(weight))
    return awa


def weights(taker) -> dict[tuple[str, str], Decimal]:
    from agir_competencies.models import CurrentEvidence

    subject = learners.known_subject(taker.visitor.user.pk)
    rows = CurrentEvidence.objects.filter(subject=subject).select_related("competency")
    return {(str(row.competency.identifier), row.kind): row.weight for row in rows}


@pytest.mark.parametrize(("weight", "status"), [("1", "not_yet"), ("4", "demonstrated")])
def test_the_weight_of_the_link_decides(taker, weight: str, status: str) -> None:
    """All right in the test, then half shown to a person.

    Weight 1: a = 0.9 + 0.5 = 1.4, n = 1.9: 2.4 / 3.9 = 0.615. Weight 4: a = 3.6 + 0.5 = 4.1,
    n = 4.6: 5.1 / 6.6 = 0.773, which is 0.7 or more.
    """
    awa = weighing(taker, HANDS, weight)
    awa.walk(lambda _: True)
    assert weights(awa)[(HANDS, "xblock_attestation")] == Decimal(weight)
    subject = learners.subject_of(awa.visitor.user.pk)
    teacher = awa.beside("zoe", is_staff=True)
    said = attesting.Said(UUID(HANDS), "partly")
    attesting.attest(teacher.visitor.user.pk, awa.visitor.course_key, subject, said)
    found = api.states(subject, [UUID(HANDS)])[UUID(HANDS)]
    assert found.status == status
    assert api.verify().differences == ()


def test_what_is_inferred_keeps_its_part_of_the_weight(taker) -> None:
    awa = weighing(taker, LISTEN, "3.01")
    awa.walk(lambda _: True)
    assert weights(awa)[(LISTEN, "inferred")] == Decimal("1.50")  # half to even


def test_a_link_that_weighs_nothing_records_nothing(taker) -> None:
    awa = weighing(taker, HANDS, "0")
    awa.walk(lambda _: True)
    assert (HANDS, "xblock_attestation") not in recorded(awa)
    assert (LISTEN, "inferred") in recorded(awa)
