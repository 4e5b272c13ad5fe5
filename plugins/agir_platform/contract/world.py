"""Which little world does a check look at? Some people, a course, scored blocks."""

from contextlib import AbstractContextManager
from typing import Protocol, TypeVar

from agir_platform.ports import Platform

Thing = TypeVar("Thing")


class ContractBroken(AssertionError):
    """A platform does not keep what the ports promise."""


class NothingToTry(Exception):
    """This world holds nothing that the check could look at."""


class World(Protocol):
    """A platform and names of things in it; ``None`` where the world has none."""

    platform: Platform
    course_key: str | None
    learner: int | None
    author: int | None
    operator: int | None


class ActiveWorld(World, Protocol):
    """A world in which things may happen. Each verb does it in the platform's own way.

    A world whose platform has no such thing raises ``NothingToTry``.
    """

    def answer(self, user_id: int, usage_key: str, earned: int, possible: int) -> None:
        """Let the learner score on a problem by an attempt of their own."""
        ...

    def regrade(self, user_id: int, usage_key: str, earned: int, possible: int) -> None:
        """Score the learner's problem anew, by the course team."""
        ...

    def override(self, user_id: int, usage_key: str, earned: int, possible: int) -> None:
        """Set the learner's grade of a subsection by hand."""
        ...

    def delete(self, user_id: int, usage_key: str) -> None:
        """Delete the learner's state of a problem."""
        ...

    def assess(self, user_id: int, usage_key: str, part: str, earned: int, possible: int) -> None:
        """Score the learner on one criterion of an open response."""
        ...

    def complete(self, user_id: int, usage_key: str, share: float) -> None:
        """Mark a block as met by the learner."""
        ...

    def tag(self, object_key: str) -> None:
        """Change the tags of an object."""
        ...

    def publish(self, course_key: str) -> None:
        """Publish a course."""
        ...

    def rerun(self, source: str, destination: str) -> None:
        """Copy a course."""
        ...

    def retire(self, user_id: int) -> None:
        """Retire a user."""
        ...

    def open_site(self, url: str, organisations: tuple[str, ...]) -> None:
        """Make a site at this address that names these organisations as its own."""
        ...

    def at(self, url: str) -> AbstractContextManager[None]:
        """Answer a request that came to this address, as long as the context lasts."""
        ...

    def a_taxonomy(self) -> int:
        """Return the id of a taxonomy."""
        ...

    def offers_of(self, taxonomy_id: int) -> int:
        """Return how many times the taxonomy is offered to every organisation."""
        ...


def hold(condition: object, sentence: str) -> None:
    """Raise ``ContractBroken`` with the sentence unless the condition holds."""
    if not condition:
        raise ContractBroken(sentence)


def need(thing: Thing | None, what: str) -> Thing:
    """Return the thing; raise ``NothingToTry`` where the world has none."""
    if thing is None:
        raise NothingToTry(what)
    return thing
