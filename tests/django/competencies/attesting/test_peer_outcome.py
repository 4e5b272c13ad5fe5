"""What peers concluded of an open response becomes an attestation, by the platform's port.

The port's words are a contract fixture: nobody has run them against a real ORA here.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from observations import AWA, School

from agir_competencies import api, link_cache
from agir_competencies.domain.link import Place
from agir_competencies.models import Attestation, CurrentEvidence, InboxEntry, Link, LinkVersion

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def response(school: School) -> str:
    """Return a block whose author asked for what its peers conclude, with weight 0.75."""
    key = school.problems[0]
    Link.objects.filter(object_key=key).update(kind="xblock_attestation", weight="0.75")
    LinkVersion.objects.update(version=99)
    link_cache.clear()
    return key


def concluded(school: School, key: str, earned: Any, possible: Any = 4) -> None:
    school.memory.assess(AWA, key, "", earned, possible, kind="peer_outcome")


def test_what_peers_concluded_is_attested_once_and_follows_a_new_conclusion(
    school: School, response: str
) -> None:
    for earned in (3, 3, 4):
        concluded(school, response, earned)
    (row,) = Attestation.objects.all()
    assert (row.origin, row.share, row.object_key, row.by) == ("peers", 1, response, None)
    (current,) = CurrentEvidence.objects.all()
    assert (current.kind, current.share) == ("attestation", Decimal(1))
    assert current.weight == Decimal("0.75")
    assert not InboxEntry.objects.exists()
    assert api.verify().differences == ()


def test_a_block_that_nobody_linked_so_attests_nothing(school: School, response: str) -> None:
    concluded(school, school.problems[1], 4)
    Link.objects.filter(object_key=response).update(weight=0)
    link_cache.clear()
    concluded(school, response, 4)
    assert not Attestation.objects.exists()


def test_what_cannot_be_is_left_aside_and_never_raises(school: School, response: str) -> None:
    concluded(school, response, 5)
    concluded(school, response, 0, 0)
    Link.objects.filter(object_key=response).delete()
    link_cache.clear()
    concluded(school, response, 4)
    assert not Attestation.objects.exists()


def test_an_author_may_ask_for_it_on_an_open_response_alone() -> None:
    assert "xblock_attestation" in Place("leaf", "openassessment", True).possible
    assert "xblock_attestation" not in Place("leaf", "problem", True).possible
