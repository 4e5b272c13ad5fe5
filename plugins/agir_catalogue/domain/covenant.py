"""Does a course stay free for everybody? Twelve criteria, judged from what is known.

A finding is ``pass``, ``fail`` or ``unknown``, with a code and plain facts that become a sentence
elsewhere. What is not known is never taken for good nor for bad. O1 to O4 are guards: money is
brought near a course only while all four pass.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from agir_catalogue.domain import measured
from agir_catalogue.domain.measures import CourseMeasure

PASS: Final = "pass"  # noqa: S105  a verdict, no password
FAIL: Final = "fail"
UNKNOWN: Final = "unknown"

GUARDS: Final = ("O1", "O2", "O3", "O4")
CRITERIA: Final = tuple(f"O{number}" for number in range(1, 13))

KEPT: Final = "kept"
NOT_KEPT: Final = "not_kept"


@dataclass(frozen=True, slots=True)
class Track:
    """One way into the course: its name, its price in minor units, its last moment or ``None``."""

    slug: str
    price_minor: int
    expires_at: datetime | None = None

    def is_open(self, now: datetime) -> bool:
        """Tell whether somebody may still enter by it."""
        return self.expires_at is None or now < self.expires_at


@dataclass(frozen=True, slots=True)
class CourseState:
    """What is known of a course at ``now``; ``None`` is unknown, and so are no ``tracks``.

    ``free_sees`` and ``paid_sees`` are usage keys of what a learner of either track is shown;
    without a paid track ``paid_sees`` does not matter. ``exams`` are the blocks of declared exam
    sections. ``proofs`` are the blocks that can prove each competency, by its name.
    ``recognises``: evidence and badges are given here, without payment. ``statement`` is where the
    site's statement of accessibility lies, '' for none, of the day ``stated_on``.
    """

    now: datetime
    tracks: tuple[Track, ...] = ()
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    gates_content: bool | None = None
    limits_duration: bool | None = None
    free_sees: frozenset[str] | None = None
    paid_sees: frozenset[str] | None = None
    exams: frozenset[str] = frozenset()
    proofs: Mapping[str, frozenset[str]] | None = None
    recognises: bool | None = None
    visibility: str = ""
    units: int | None = None
    public_units: int | None = None
    licence: str | None = None
    videos: int | None = None
    videos_with_transcript: int | None = None
    languages: tuple[str, ...] | None = None
    asked_at_sign_up: tuple[str, ...] | None = None
    measure: CourseMeasure | None = None
    statement: str | None = None
    stated_on: date | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What is the case of one criterion; ``facts`` are numbers, short words and dates as text."""

    criterion: str
    verdict: str
    code: str
    facts: Mapping[str, str | int]


def findings(state: CourseState) -> tuple[Finding, ...]:
    """Return one finding for each criterion, in their order."""
    return tuple(judge(state) for judge in _JUDGES)


def standing(found: tuple[Finding, ...]) -> str:
    """Return ``kept``, ``not_kept`` (a guard fails) or ``unknown`` (none fails, not all pass)."""
    guards = {one.criterion: one.verdict for one in found if one.criterion in GUARDS}
    if FAIL in guards.values():
        return NOT_KEPT
    return KEPT if [guards.get(one) for one in GUARDS] == [PASS] * len(GUARDS) else UNKNOWN


def failing(found: tuple[Finding, ...]) -> tuple[str, ...]:
    """Return the guards that fail, in their order."""
    return tuple(one.criterion for one in found if one.criterion in GUARDS and one.verdict == FAIL)


def breaks(before: tuple[Finding, ...], after: tuple[Finding, ...]) -> tuple[str, ...]:
    """Return the guards that pass before a change and do not after it.

    A guard that a change turns from ``pass`` to ``unknown`` counts: nobody could tell any more.
    """
    passing = {one.criterion for one in before if one.verdict == PASS}
    return tuple(
        one.criterion
        for one in after
        if one.criterion in GUARDS and one.criterion in passing and one.verdict != PASS
    )


_BARRIERS: Final = frozenset(
    {
        "city",
        "company",
        "country",
        "gender",
        "goals",
        "job_title",
        "level_of_education",
        "mailing_address",
        "profession",
        "specialty",
        "state",
        "title",
        "year_of_birth",
    }
)
"""Fields of a sign-up form that keep somebody out when they must be filled in."""


def _open_track(state: CourseState) -> Finding:
    """O1: the free track is open whenever a paid one is."""
    if not state.tracks:
        return _found("O1", UNKNOWN, "tracks_unknown")
    free = [track for track in state.tracks if track.price_minor == 0]
    if not free:
        return _found("O1", FAIL, "no_free_track")
    if not _is_within(state):
        return _found("O1", PASS, "closed_to_everybody", track=free[0].slug)
    if any(track.is_open(state.now) for track in free):
        name = next(track.slug for track in free if track.is_open(state.now))
        return _found("O1", PASS, "free_track_open", track=name)
    paid = [track for track in state.tracks if track.price_minor and track.is_open(state.now)]
    if paid:
        return _found("O1", FAIL, "only_paid_open", track=paid[0].slug)
    return _found("O1", PASS, "closed_to_everybody", track=free[0].slug)


def _is_within(state: CourseState) -> bool:
    has_begun = state.opens_at is None or state.opens_at <= state.now
    return has_begun and (state.closes_at is None or state.now < state.closes_at)


def _has_paid_track(state: CourseState) -> bool:
    """Tell whether somebody can pay for the course; unknown tracks might be paid."""
    return not state.tracks or any(track.price_minor for track in state.tracks)


def _same_content(state: CourseState) -> Finding:
    """O2: whoever pays sees no more, but for declared exams."""
    if not _has_paid_track(state):
        return _found("O2", PASS, "no_paid_track")
    if state.free_sees is None or state.paid_sees is None:
        if state.gates_content:
            return _found("O2", FAIL, "gating_on")
        return _found("O2", UNKNOWN, "content_not_compared")
    return _compared(state.free_sees, state.paid_sees, state)


def _compared(free: frozenset[str], paid: frozenset[str], state: CourseState) -> Finding:
    kept_back = paid - free
    withheld = kept_back - state.exams
    if withheld:
        return _found("O2", FAIL, "content_withheld", count=len(withheld), of=len(paid))
    if kept_back:
        return _found("O2", PASS, "only_exams_withheld", count=len(kept_back))
    if state.gates_content:
        # Nothing is graded yet: the first graded exercise would be kept back.
        return _found("O2", FAIL, "gating_on")
    if state.gates_content is None:
        return _found("O2", UNKNOWN, "content_not_compared")
    return _found("O2", PASS, "same_content", count=len(paid))


def _same_time(state: CourseState) -> Finding:
    """O3: access ends no sooner for free."""
    if state.limits_duration is None:
        return _found("O3", UNKNOWN, "duration_unknown")
    if state.limits_duration:
        return _found("O3", FAIL, "duration_limited")
    return _found("O3", PASS, "duration_unlimited")


def _free_recognition(state: CourseState) -> Finding:
    """O4: what is learnt is recognised without payment; an exam is no excuse here."""
    if state.recognises is None or state.proofs is None:
        return _found("O4", UNKNOWN, "recognition_unknown")
    if not state.recognises:
        return _found("O4", FAIL, "recognition_off")
    if not state.proofs:
        return _found("O4", FAIL, "nothing_assessed")
    return _provable(state.proofs, state)


def _provable(proofs: Mapping[str, frozenset[str]], state: CourseState) -> Finding:
    if _has_paid_track(state):
        seen = state.free_sees
        if seen is None:
            return _found("O4", UNKNOWN, "proofs_not_compared")
        closed = [name for name, blocks in proofs.items() if not blocks & seen]
        if closed:
            return _found("O4", FAIL, "proof_withheld", count=len(closed), of=len(proofs))
    return _found("O4", PASS, "recognised", count=len(proofs))


def _without_account(state: CourseState) -> Finding:
    if not state.visibility:
        return _found("O5", UNKNOWN, "visibility_unknown")
    if state.visibility != "public":
        return _found("O5", FAIL, "needs_account")
    if state.units is None or state.public_units is None:
        return _found("O5", UNKNOWN, "public_share_unknown")
    verdict = PASS if state.public_units else FAIL
    return _found("O5", verdict, "public_share", count=state.public_units, of=state.units)


def _licence(state: CourseState) -> Finding:
    if state.licence is None:
        return _found("O6", UNKNOWN, "licence_unknown")
    if not state.licence:
        return _found("O6", FAIL, "licence_missing")
    return _found("O6", PASS, "licence_stated", licence=state.licence)


def _reuse(state: CourseState) -> Finding:
    if state.licence is None:
        return _found("O7", UNKNOWN, "licence_unknown")
    if not state.licence:
        return _found("O7", FAIL, "licence_missing")
    if state.licence.startswith("all-rights-reserved"):
        return _found("O7", FAIL, "reuse_reserved")
    return _measured("O7", measured.downloads(state.measure))


def _transcripts(state: CourseState) -> Finding:
    if state.videos == 0:
        return _found("O8", PASS, "no_video")
    if state.videos is None or state.videos_with_transcript is None:
        return _found("O8", UNKNOWN, "transcripts_unknown")
    verdict = PASS if state.videos_with_transcript == state.videos else FAIL
    return _found("O8", verdict, "transcripts", count=state.videos_with_transcript, of=state.videos)


def _accessible(state: CourseState) -> Finding:
    told = measured.accessibility(state.measure, state.statement, state.stated_on, state.now.date())
    return _measured("O9", told)


def _low_bandwidth(state: CourseState) -> Finding:
    told = measured.weight(state.measure, state.videos, state.videos_with_transcript)
    return _measured("O10", told)


def _languages(state: CourseState) -> Finding:
    if state.languages is None:
        return _found("O11", UNKNOWN, "language_unknown")
    if not state.languages:
        return _found("O11", FAIL, "language_missing")
    return _measured("O11", measured.languages(state.measure, state.languages))


def _no_barrier(state: CourseState) -> Finding:
    if state.asked_at_sign_up is None:
        return _found("O12", UNKNOWN, "sign_up_unknown")
    asked = sorted(set(state.asked_at_sign_up) & _BARRIERS)
    if asked:
        return _found("O12", FAIL, "sign_up_asks", fields=", ".join(asked))
    return _found("O12", PASS, "sign_up_open")


_JUDGES: Final = (
    _open_track,
    _same_content,
    _same_time,
    _free_recognition,
    _without_account,
    _licence,
    _reuse,
    _transcripts,
    _accessible,
    _low_bandwidth,
    _languages,
    _no_barrier,
)


def _measured(criterion: str, told: measured.Judged) -> Finding:
    verdict, code, facts = told
    return Finding(criterion, verdict, code, facts)


def _found(criterion: str, verdict: str, code: str, /, **facts: str | int) -> Finding:
    return Finding(criterion, verdict, code, facts)
