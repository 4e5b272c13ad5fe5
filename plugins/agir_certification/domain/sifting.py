"""Which passages of many may go into one file?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b

from agir_certification.domain.checks import Terms, check
from agir_certification.domain.civil_status import Holder, TrainingFile
from agir_certification.domain.elements import item_of
from agir_certification.domain.faults import Check, Fault, sendable
from agir_certification.domain.legal_text import normal
from agir_certification.domain.passage import Passage
from agir_certification.domain.schema import PASSAGES, Profile
from agir_certification.domain.shape import misfits


@dataclass(frozen=True, slots=True)
class Judged:
    """A passage and what is wrong with it; ``position`` is its place among all, from 1."""

    position: int
    passage: Passage
    faults: tuple[Fault, ...]

    @property
    def goes(self) -> bool:
        """Tell whether the passage may be sent."""
        return sendable(self.faults)


@dataclass(slots=True)
class Seen:
    """What was met in one file: digests, so that 200,000 passages take a few megabytes."""

    ids: set[bytes]
    passages: set[bytes]

    @classmethod
    def nothing(cls) -> Seen:
        """Return a memory without anything in it."""
        return cls(set(), set())

    def faults(self, passage: Passage) -> Iterator[Fault]:
        """Yield what was met before, and keep this passage in mind."""
        known = _digest(passage.technical_id)
        if known in self.ids:
            yield Fault(Check.SENT, "idTechnique", "in_file")
        self.ids.add(known)
        same = _digest(passage.code, passage.given_on.isoformat(), *_person(passage.holder))
        if same in self.passages:
            yield Fault(Check.TWICE, "identificationTitulaire", "in_file")
        self.passages.add(same)


def sift(
    passages: Iterable[Passage],
    terms: Terms,
    profile: Profile = Profile.V1_1_2,
    *,
    is_sent: Callable[[str], bool] | None = None,
) -> Iterator[Judged]:
    """Yield every passage with all that is wrong with it, in the order given, one at a time.

    ``is_sent`` tells of a technical identifier whether the CDC accepted it already, or a file
    that holds it is still unanswered.
    """
    seen = Seen.nothing()
    for position, passage in enumerate(passages, start=1):
        faults = judged(passage, terms, profile, seen, is_sent=is_sent)
        yield Judged(position, passage, faults)


def judged(
    passage: Passage,
    terms: Terms,
    profile: Profile,
    seen: Seen,
    *,
    is_sent: Callable[[str], bool] | None = None,
    username: str = "",
) -> tuple[Fault, ...]:
    """Return all that is wrong with a passage, and keep in mind one that may go.

    ``username`` is what the platform calls the holder: no name of a civil status. What the schema
    would refuse is told of elements alone that have no fault by another name.
    """
    faults = set(check(passage, terms, username=username))
    told = {fault.field for fault in faults if fault.keeps_back}
    faults.update(one for one in shape_faults(passage, profile) if one.field not in told)
    if is_sent is not None and is_sent(passage.technical_id):
        faults.add(Fault(Check.SENT, "idTechnique", "sent"))
    if sendable(tuple(faults)):
        faults.update(seen.faults(passage))
    return tuple(sorted(faults))


def shape_faults(passage: Passage, profile: Profile) -> Iterator[Fault]:
    """Yield what the schema would refuse: lengths, bounds, words."""
    for misfit in misfits(PASSAGES[profile], item_of(passage)):
        yield Fault(Check.SHAPE, misfit.where, misfit.wrong.value)


def _person(holder: Holder) -> tuple[str, ...]:
    if isinstance(holder, TrainingFile):
        return ("dossier", holder.number)
    born = (holder.birth_year, holder.birth_month, holder.birth_day)
    names = (holder.birth_name, holder.first_name)
    return (*(normal(name).casefold() for name in names), *(str(part) for part in born))


def _digest(*parts: str) -> bytes:
    return blake2b("\x1f".join(parts).encode(), digest_size=16).digest()
