"""The catalogue for EDOF, from what the site holds, and the texts that stand in it.

Who may: none of these functions asks; pages and commands do (``api.managers.ensure``).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from agir_certification.domain.hours import paris_day
from agir_certification.domain.offer_checks import OfferFault
from agir_certification.domain.refusals import OfferRefused
from agir_certification.domain.registration import SessionState
from agir_certification.edof import choosing, texts, writing
from agir_certification.edof.choosing import Chosen, Said
from agir_certification.edof.texts import (
    LIMITS,
    OfferHoursUnfit,
    OfferTextTooLong,
    OfferTextUnknown,
    TextVersion,
)
from agir_certification.edof.words import line
from agir_certification.registrations import sessions
from agir_certification.registrations.sessions import SessionView
from agir_certification.repertoire import keeping
from agir_kernel.clock import Clock, SystemClock

__all__ = [
    "LIMITS", "Chosen", "OfferFault", "OfferHoursUnfit", "OfferRefused", "OfferTextTooLong",
    "OfferTextUnknown", "Said", "SessionView", "TextVersion", "bring_back", "choose", "faults",
    "history", "keep", "line", "offered", "said", "text_faults", "write",
]  # fmt: skip
OFFERED = (SessionState.OPEN, SessionState.CLOSED)


def offered(codes: frozenset[str] | None = None, *, clock: Clock | None = None) -> list[Chosen]:
    """Return what could stand in a catalogue, by code; ``codes`` narrows to certifications.

    Sessions that are open, or closed and not held yet, and end today or later.
    """
    now = (clock or SystemClock()).now()
    today = paris_day(now)
    by_certification: dict[UUID, list[SessionView]] = {}
    for one in sessions.every(now):
        if one.state in OFFERED and paris_day(one.terms.ends_at) >= today:
            by_certification.setdefault(one.certification, []).append(one)
    several = [one for one in keeping.every(today) if codes is None or one.code in codes]
    kept = texts.newest([one.id for one in several])
    return [
        Chosen(known, tuple(by_certification.get(known.id, ())), kept.get(known.id, Said()))
        for known in several
    ]


def said(certification: UUID) -> Said:
    """Return the texts that hold, empty ones where nobody wrote."""
    return texts.newest([certification]).get(certification, Said())


def keep(certification: UUID, told: Said, *, by: UUID, clock: Clock | None = None) -> bool:
    """Keep the texts of an offer; tell whether they are new.

    Raises ``OfferTextTooLong``, ``OfferHoursUnfit``.
    """
    return texts.keep(certification, told, by=by, now=(clock or SystemClock()).now())


def bring_back(certification: UUID, version: int, *, by: UUID, clock: Clock | None = None) -> bool:
    """Let an older version of the texts hold again; raise ``OfferTextUnknown``."""
    now = (clock or SystemClock()).now()
    return texts.bring_back(certification, version, by=by, now=now)


def history(certification: UUID) -> list[TextVersion]:
    """Return the last versions of the texts, newest first."""
    return texts.history(certification)


def text_faults(code: str, told: Said) -> tuple[OfferFault, ...]:
    """Return what EDOF is known to refuse of the texts alone."""
    return texts.faults(code, told)


def choose(
    among: Collection[Chosen], picked: Collection[UUID], instead: Mapping[str, Said] | None = None
) -> tuple[Chosen, ...]:
    """Return the certifications of which a session was picked, with what was said of each.

    ``instead`` holds what is said by code in the place of the texts that are kept.
    """
    found = []
    for one in among:
        several = tuple(session for session in one.sessions if session.id in picked)
        if several:
            told = (instead or {}).get(one.certification.code, one.said)
            found.append(Chosen(one.certification, several, told))
    return tuple(found)


def faults(chosen: Collection[Chosen], *, clock: Clock | None = None) -> tuple[OfferFault, ...]:
    """Return what EDOF is known to refuse of it, and what may not be offered at all."""
    return choosing.faults(chosen, paris_day((clock or SystemClock()).now()))


def write(chosen: Collection[Chosen], *, clock: Clock | None = None) -> bytes:
    """Return the file in ISO-8859-1, marked as to be verified; raise ``OfferRefused``."""
    today = paris_day((clock or SystemClock()).now())
    if found := choosing.faults(chosen, today):
        raise OfferRefused(count=len(found))
    return writing.write(choosing.catalogue(chosen, today))
