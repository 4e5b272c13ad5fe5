"""What was shown before sign-up: signed, counted once for ever, never over what is supervised."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from observations import AWA, BEN, EARLY, School, at, observed

from agir_competencies import api
from agir_competencies.api import claims
from agir_competencies.api.recording import record
from agir_competencies.domain import receipt as rules
from agir_competencies.models import ClaimedReceipt, CurrentEvidence, Evidence, State
from agir_kernel.clock import FixedClock
from agir_platform.learners import api as learners
from agir_platform.memory.platform import COURSE

pytestmark = pytest.mark.django_db(transaction=True)
NOW = FixedClock(EARLY + timedelta(days=2))


def given(school: School, share: str = "1", *, block: str = "", at_: datetime = EARLY) -> str:
    key = block or school.problems[0]
    return claims.give(key, COURSE, {school.skills[0].identifier: Decimal(share)}, at_)


def claim(user_id: int, *tokens: object) -> claims.ClaimOutcome:
    return claims.claim(user_id, list(tokens), clock=NOW)


def refusals(outcome: claims.ClaimOutcome) -> list[str]:
    return [view.refusal for view in outcome.views]


def test_it_is_kept_once_with_half_the_weight_and_demonstrates_nothing(school: School) -> None:
    """Two perfect ones at ½: a = n = 0.45 + 0.5, (0.95 + 1) / (0.95 + 2) = 0.661017."""
    tokens = [given(school), given(school, block=school.problems[1], at_=at(1))]
    assert (claim(AWA, *tokens).claimed, claim(AWA, *tokens).claimed) == (2, 0)
    rows = CurrentEvidence.objects.values_list("kind", "share", "weight", "course_key")
    assert set(rows) == {("unsupervised", Decimal(1), Decimal("0.5"), COURSE)}
    state = State.objects.get()
    assert (state.status, state.object_count, state.evidence_count) == ("not_yet", 0, 2)
    assert state.estimate == Decimal("0.661017")
    assert api.verify().differences == ()


def test_any_number_of_them_demonstrates_nothing(school: School) -> None:
    claim(AWA, *(given(school, block=f"block:{one}", at_=at(one)) for one in range(12)))
    state = State.objects.get()
    assert state.estimate > Decimal("0.7")
    assert (state.status, state.object_count) == ("not_yet", 0)


def test_nobody_else_has_it_counted_ever(school: School) -> None:
    token = given(school)
    assert claim(AWA, token).claimed == 1
    assert refusals(claim(BEN, token)) == ["receipt_claimed"]
    api.forget(learners.subject_of(AWA))
    assert refusals(claim(BEN, token)) == ["receipt_claimed"]
    assert list(ClaimedReceipt.objects.values_list("subject", flat=True)) == [None]
    assert not Evidence.objects.exists()


def test_a_receipt_sent_twice_at_once_counts_once(school: School) -> None:
    token = given(school)
    outcome = claim(AWA, token, token)
    assert (outcome.claimed, outcome.recorded) == (1, 1)
    assert refusals(outcome) == ["", "receipt_claimed"]


def test_what_is_shown_signed_in_stays_as_it_is(school: School) -> None:
    """0.4 supervised, 1.0 claimed of the same block: the claim leaves it out, and says so."""
    subject = learners.subject_of(AWA)
    record([observed(subject, school.skills[0], object_key=school.problems[0],
                     kind="xblock_attestation", share=Decimal("0.4"))])  # fmt: skip
    token = given(school)
    (view,) = claims.preview(AWA, [token], clock=NOW)
    assert view.refusal == "receipt_empty"
    assert [line.counts for line in view.lines] == [False]
    assert (claim(AWA, token).claimed, ClaimedReceipt.objects.count()) == (0, 0)
    assert [row.kind for row in CurrentEvidence.objects.all()] == ["xblock_attestation"]


def test_what_is_shown_afterwards_counts_in_full_beside_it(school: School) -> None:
    claim(AWA, given(school))
    subject, skill = learners.subject_of(AWA), school.skills[0]
    record([observed(subject, skill, object_key=key, kind="xblock_attestation",
                     occurred_at=at(10 + place))
            for place, key in enumerate(school.problems[:2])])  # fmt: skip
    state = State.objects.get()
    assert (state.status, state.object_count, state.evidence_count) == ("demonstrated", 2, 3)
    assert api.verify().differences == ()


def test_a_preview_writes_nothing_and_tells_the_same(school: School) -> None:
    views = claims.preview(AWA, [given(school), "forged"], clock=NOW)
    assert [view.refusal for view in views] == ["", "receipt_malformed"]
    assert views[0].title
    assert learners.known_subject(AWA) is None
    assert not ClaimedReceipt.objects.exists()


def test_a_changed_figure_breaks_the_signature(school: School) -> None:
    found, _, signature = rules.read(given(school, "0.2"))
    better = replace(found, findings=((school.skills[0].identifier, Decimal(1)),))
    assert refusals(claim(AWA, rules.joined(better.payload(), signature))) == ["receipt_forged"]
    other = replace(found, key="did:web:elsewhere.example#k1")
    assert refusals(claim(AWA, rules.joined(other.payload(), signature))) == ["receipt_forged"]
    assert not Evidence.objects.exists()


def test_a_key_given_up_verifies_none(school: School, settings) -> None:
    token = given(school)
    settings.AGIR_SIGNING_KEYS = [
        one | {"state": "compromised"} for one in settings.AGIR_SIGNING_KEYS
    ]
    assert refusals(claim(AWA, token)) == ["receipt_forged"]
    assert given(school) == "", "no receipt without a key that signs"


def test_an_old_one_is_refused(school: School, settings) -> None:
    settings.AGIR_COMPETENCIES_CLAIM_DAYS = 1
    assert refusals(claim(AWA, given(school))) == ["receipt_too_old"]


def test_a_day_has_a_limit_and_then_nothing_is_kept(school: School, settings) -> None:
    settings.AGIR_COMPETENCIES_CLAIMS_A_DAY = 2
    claim(AWA, given(school))
    more = [given(school, block=f"block:{one}") for one in range(2)]
    with pytest.raises(claims.ClaimsTooMany):
        claim(AWA, *more)
    assert ClaimedReceipt.objects.count() == Evidence.objects.count() == 1
    later = FixedClock(NOW.now() + timedelta(days=1, seconds=1))
    assert claims.claim(AWA, more, clock=later).claimed == 2


def test_nothing_or_too_much_is_refused(school: School) -> None:
    for tokens in ([], ["x"] * (claims.MOST_AT_ONCE + 1)):
        with pytest.raises(claims.NothingToClaim):
            claims.claim(AWA, tokens, clock=NOW)


@pytest.mark.parametrize("weight", ["0", "-1", "much", "NaN"])
def test_a_site_may_take_none(school: School, settings, weight: str) -> None:
    settings.AGIR_COMPETENCIES_UNSUPERVISED_WEIGHT = weight
    assert given(school) == ""
    assert not claims.is_open()


def test_it_is_told_as_such_in_explanation_and_export(school: School) -> None:
    claim(AWA, given(school))
    told = api.explain(learners.subject_of(AWA), school.skills[0].identifier, language="en")
    assert told.lines[1].startswith("1 of them was shown before you signed up: it counts in the")
    assert "inferred" not in " ".join(told.lines)
    (standing,) = api.standings(learners.subject_of(AWA), language="en")
    assert [one.kind for one in standing.evidence] == ["unsupervised"]
    assert [one["object_key"] for one in api.export(learners.subject_of(AWA))["claims"]] == [
        school.problems[0]
    ]


def test_a_receipt_tells_of_no_person(school: School) -> None:
    """Two of the same differ in their nonce alone: nothing of anybody could be in them."""
    one, other = (rules.read(given(school))[0] for _ in range(2))
    assert replace(one, nonce=other.nonce) == other
    assert one.at == EARLY.astimezone(UTC)
