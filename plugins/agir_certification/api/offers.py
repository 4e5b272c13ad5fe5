"""What can be registered for through a course? Answers ``agir_platform.registrations``."""

from __future__ import annotations

from agir_certification.api import repertoire, sessions
from agir_kernel.clock import Clock
from agir_platform import addresses
from agir_platform.ports import CertificationOffer

__all__ = ["Offers"]

PAGE = "/agir/certification/"


class Offers:
    """The certifications of a course with a session that can be joined."""

    def __init__(self, clock: Clock | None = None) -> None:
        """Read the time off ``clock``, or the machine's."""
        self._clock = clock

    def offers(self, course_key: str) -> tuple[CertificationOffer, ...]:
        """Return what can be registered for now, cheapest first. Four statements."""
        known = {
            one.id: one
            for one in repertoire.of_course(course_key, clock=self._clock)
            if not one.hindrances
        }
        best: dict[str, CertificationOffer] = {}
        for session in sessions.joinable(known, clock=self._clock):
            one, terms = known[session.certification], session.terms
            offer = CertificationOffer(
                one.code, one.title, terms.price_minor, terms.currency,
                addresses.absolute(f"{PAGE}{one.code}/"),
            )  # fmt: skip
            if one.code not in best or offer.price_minor < best[one.code].price_minor:
                best[one.code] = offer
        return tuple(sorted(best.values(), key=lambda one: (one.price_minor, one.certification)))
