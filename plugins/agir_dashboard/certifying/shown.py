"""What does a learner see of a certification, a session and a place of theirs?"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from agir_certification.api import learning, registrations, repertoire, sessions
from agir_certification.api.registrations import RegistrationState, RegistrationView
from agir_certification.api.repertoire import BlocCoverage, CertificationView
from agir_certification.api.sessions import ExamMode, SessionView
from agir_dashboard.certifying import words
from agir_platform.select import platform

ALIVE = (RegistrationState.HELD, RegistrationState.CONFIRMED)


@dataclass(frozen=True, slots=True)
class BlocLine:
    """A bloc in words; ``percent`` 0 to 100, ``None`` where nothing can be measured."""

    code: str
    title: str
    covered: str
    percent: int | None
    is_near: bool
    held: tuple[str, ...]
    missing: tuple[str, ...]
    courses: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A session in words."""

    id: UUID
    title: str
    when: str
    mode: str
    place: str
    price: str
    left: str
    can_be_joined: bool
    closes: str
    prerequisites: str
    arrangements: str
    contact: str
    is_remote: bool


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A place of the learner in words."""

    id: UUID
    code: str
    title: str
    when: str
    state: str
    is_alive: bool
    until: str


def bloc(one: BlocCoverage, courses: tuple[str, ...] = ()) -> BlocLine:
    """Return a bloc in words, with the courses that give evidence for it."""
    return BlocLine(
        code=one.code,
        title=one.title,
        covered=words.covered(one.shown, one.total),
        percent=100 * one.shown // one.total if one.total else None,
        is_near=learning.is_near(one),
        held=tuple(label for _, label in one.held),
        missing=tuple(label for _, label in one.missing),
        courses=titled(courses),
    )


def coverage(
    known: CertificationView, subject: UUID | None, language: str
) -> tuple[BlocCoverage, ...]:
    """Return how much of each bloc a learner showed; a stranger showed nothing."""
    return repertoire.coverage(known.code, subject or UUID(int=0), language=language)


def whole(covered: tuple[BlocCoverage, ...]) -> str:
    """Return how much of the whole was shown, '' where nothing can be compared."""
    total = sum(one.total for one in covered)
    return words.covered(sum(one.shown for one in covered), total) if total else ""


def blocs(known: CertificationView, covered: tuple[BlocCoverage, ...]) -> list[BlocLine]:
    """Return every bloc of a certification in words."""
    courses = {one.code: one.courses for one in known.blocs} | {"": known.courses}
    return [bloc(one, courses.get(one.code, ())) for one in covered]


def titled(course_keys: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Return (title, address) of the courses that are there. At most two statements."""
    facts = platform().courses.facts_of(course_keys) if course_keys else {}
    return tuple((facts[key].title, facts[key].about_url) for key in course_keys if key in facts)


def session(one: SessionView) -> SessionLine:
    """Return a session in words."""
    terms = one.terms
    return SessionLine(
        id=one.id,
        title=terms.title,
        when=words.moment(terms.starts_at),
        mode=words.mode(terms.modality),
        place=terms.place,
        price=words.money(terms.price_minor, terms.currency),
        left=words.places_left(one.left),
        can_be_joined=one.can_be_joined,
        closes=words.day(terms.closes_at),
        prerequisites=terms.prerequisites,
        arrangements=terms.arrangements,
        contact=terms.contact,
        is_remote=terms.modality is ExamMode.A_DISTANCE,
    )


def places(subject: UUID | None) -> list[PlaceLine]:
    """Return the places of a learner, the newest first."""
    if subject is None:
        return []
    mine = registrations.of_learner(subject)
    titles = {one.id: one.title for one in repertoire.every(with_archived=True)} if mine else {}
    return [place(one, titles.get(one.certification, one.code)) for one in reversed(mine)]


def place(one: RegistrationView, title: str) -> PlaceLine:
    """Return a place in words."""
    held = one.state is RegistrationState.HELD
    return PlaceLine(
        id=one.id,
        code=one.code,
        title=title,
        when=words.moment(sessions.one(one.session).terms.starts_at),
        state=words.state(one.state),
        is_alive=one.state in ALIVE,
        until=words.moment(one.held_until) if held and one.held_until else "",
    )
