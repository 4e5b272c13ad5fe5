"""The command that issues says how far it is, what it did, and why it refuses."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from signed import award, badge, learner

from agir_badges.models import Credential
from host.gallery.rows import competencies, state

pytestmark = pytest.mark.django_db


def ran(*words: str) -> tuple[str, str]:
    """Return what the command printed, and what it said on the way."""
    out, error = StringIO(), StringIO()
    call_command("agir_issue_badges", *words, stdout=out, stderr=error)
    return out.getvalue(), error.getvalue()


def unsigned(slug: str, count: int) -> None:
    (skill,) = competencies(1)
    badge([skill], slug=slug)
    for number in range(count):
        subject = learner(f"{slug}-{number}", f"{slug}-{number}@example.org")
        state(subject, skill)
        award(subject, [skill])


def test_one_badge_in_batches_then_all_that_is_left() -> None:
    unsigned("one", 3)
    unsigned("two", 1)
    out, said = ran("--badge", "one", "--batch", "2")
    assert out == "3 looked at: 3 signed, 0 suspended, 0 restored, 0 revoked\n"
    assert said.splitlines() == ["2 of 3", "3 of 3"]
    assert set(Credential.objects.values_list("rule__slug", flat=True)) == {"one"}
    assert ran()[0].startswith("1 looked at: 1 signed")
    assert ran() == ("0 looked at: 0 signed, 0 suspended, 0 restored, 0 revoked\n", "")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--badge", "nothing"), "No badge has this short name"),
        (("--batch", "0"), "--batch is 1 to 5000"),
    ],
)
def test_what_cannot_be_done_is_said(words: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        ran(*words)


def test_signing_again_needs_a_key(settings) -> None:
    settings.AGIR_SIGNING_KEYS = []
    with pytest.raises(CommandError, match="no signing key"):
        ran("--resign")
    unsigned("one", 1)
    assert "0 signed" in ran()[0]


def test_switched_off_does_nothing(settings) -> None:
    settings.AGIR_CONTEXTS = ["competencies"]
    assert "switched off" in ran()[0]
