"""The ports of the memory platform: each answers from the shelf."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from agir_platform.memory.shelf import Shelf
from agir_platform.ports import (
    Block,
    Completion,
    Contact,
    CourseFacts,
    CoursePublished,
    CourseRerun,
    CourseSetup,
    CourseUnknown,
    Enrolment,
    Listed,
    Openness,
    Outline,
    Person,
    Score,
    ScorePage,
    TagsChanged,
)


@dataclass(frozen=True, slots=True)
class MemoryPeople:
    """Who somebody is."""

    shelf: Shelf

    def person(self, user_id: int) -> Person | None:
        """Return the person, or ``None``."""
        return self.shelf.people.get(user_id)

    def persons(self, user_ids: Iterable[int]) -> dict[int, Person]:
        """Return those who are known."""
        held = self.shelf.people
        return {user_id: held[user_id] for user_id in user_ids if user_id in held}

    def find(self, name: str) -> Person | None:
        """Return who has exactly this username or e-mail address."""
        told = name.casefold()
        by_name = [one for one in self.shelf.people.values() if one.username == name]
        by_address = [
            self.shelf.people[user_id]
            for user_id, contact in self.shelf.contacts.items()
            if told and contact.email.casefold() == told and user_id in self.shelf.people
        ]
        return next(iter((*by_name, *by_address)), None)

    def contact(self, user_id: int) -> Contact:
        """Return how to reach and call the person; both '' when unknown."""
        return self.shelf.contacts.get(user_id, Contact("", ""))

    def contacts(self, user_ids: Iterable[int]) -> dict[int, Contact]:
        """Return the contacts of those who are known."""
        held = self.shelf.contacts
        return {user_id: held[user_id] for user_id in user_ids if user_id in held}


@dataclass(frozen=True, slots=True)
class MemoryEnrolments:
    """Who learns where."""

    shelf: Shelf

    def of_learner(self, user_id: int) -> tuple[Enrolment, ...]:
        """Return the active enrolments of a learner, by course key."""
        own = [row for row in self.shelf.enrolments.values() if row.user_id == user_id]
        return tuple(sorted((row for row in own if row.is_active), key=lambda row: row.course_key))

    def is_enrolled(self, user_id: int, course_key: str) -> bool:
        """Tell whether the learner has an active enrolment."""
        row = self.shelf.enrolments.get((user_id, course_key))
        return row is not None and row.is_active

    def of_course(self, course_key: str, after: int, limit: int) -> tuple[int, ...]:
        """Return ids of users enrolled in a course, above ``after``."""
        found = sorted(
            user
            for user, key in self.shelf.enrolments
            if key == course_key and user > after and user in self.shelf.people
        )
        return tuple(found[:limit])

    def team_of(self, course_key: str) -> frozenset[int]:
        """Return ids of the team, beta testers and operators."""
        team = {user for user, key in self.shelf.staff if key == course_key}
        return frozenset(team | self.shelf.operators)

    def passed(self, course_key: str, user_ids: Iterable[int]) -> frozenset[int]:
        """Return who of these passed."""
        return frozenset(user for user in user_ids if (user, course_key) in self.shelf.passed)


@dataclass(frozen=True, slots=True)
class MemoryCourses:
    """What a course is made of."""

    shelf: Shelf

    def outline(self, course_key: str) -> Outline:
        """Return the outline; raise ``CourseUnknown``."""
        if course_key not in self.shelf.outlines:
            raise CourseUnknown(course_key=course_key)
        return self.shelf.outlines[course_key]

    def keys(self) -> tuple[str, ...]:
        """Return the keys of all courses, sorted."""
        return tuple(sorted(self.shelf.outlines))

    def level_of(self, object_key: str) -> Block | None:
        """Return the block an object key names, or ``None``."""
        if object_key in self.shelf.outlines:
            return self.shelf.outlines[object_key].blocks[0]
        return self.shelf.block(object_key)

    def titles(self, usage_keys: Iterable[str]) -> dict[str, str]:
        """Return display names of the blocks that exist."""
        found = ((key, self.shelf.block(key)) for key in usage_keys)
        return {key: block.title for key, block in found if block is not None}

    def families(self, usage_keys: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Return originals and other copies of those that are copies."""
        originals = self.shelf.originals
        return {
            key: (originals[key], *(one for one, of in originals.items()
                                    if of == originals[key] and one != key))
            for key in usage_keys
            if key in originals
        }  # fmt: skip

    def url_of(self, usage_key: str) -> str:
        """Return an address that nobody serves; '' for an unknown block."""
        course = self.shelf.course_of(usage_key)
        return "" if course is None else f"/courses/{course}/jump_to/{usage_key}"

    def facts(self, course_key: str) -> CourseFacts | None:
        """Return what is said of a course, or ``None``."""
        return self.shelf.facts.get(course_key)

    def facts_of(self, course_keys: Iterable[str]) -> dict[str, CourseFacts]:
        """Return what is said of these courses."""
        held = self.shelf.facts
        return {key: held[key] for key in course_keys if key in held}

    def visible_to(self, course_key: str, mode: str) -> frozenset[str] | None:
        """Return the blocks that are not withheld from this mode, or ``None``."""
        outline = self.shelf.outlines.get(course_key)
        if outline is None:
            return None
        withheld = self.shelf.withheld.get((course_key, mode), frozenset())
        return frozenset(block.usage_key for block in outline.blocks) - withheld

    def openness(self, course_key: str) -> Openness | None:
        """Return what was said, of a course that was added; else that nothing is known."""
        if course_key not in self.shelf.outlines:
            return None
        return self.shelf.openness.get(course_key, Openness())

    def setup(self, course_key: str) -> CourseSetup:
        """Return what was chosen; raise ``CourseUnknown``."""
        self.outline(course_key)
        return self.shelf.setups.get(course_key, CourseSetup())

    def set_up(self, course_key: str, setup: CourseSetup) -> None:
        """Keep it; raise ``CourseUnknown``."""
        self.outline(course_key)
        self.shelf.setups[course_key] = setup


@dataclass(frozen=True, slots=True)
class MemoryScores:
    """Scores already stored, in the order they were last written."""

    shelf: Shelf

    def changed_after(self, position: str, limit: int) -> ScorePage:
        """Return stored scores after ``position``."""
        return self._page(position, limit, lambda _: True)

    def of_course(
        self, course_key: str, usage_keys: Iterable[str], position: str, limit: int
    ) -> ScorePage:
        """Return stored scores of these blocks after ``position``."""
        wanted = set(usage_keys)
        return self._page(
            position,
            limit,
            lambda score: score.course_key == course_key and score.usage_key in wanted,
        )

    def _page(self, position: str, limit: int, is_wanted: Callable[[Score], bool]) -> ScorePage:
        after = int(position or 0)
        rows = sorted(self.shelf.scores.values(), key=lambda row: row[0])
        page = [row for row in rows if row[0] > after and is_wanted(row[1])][:limit]
        last = str(page[-1][0]) if page else ""
        return ScorePage(scores=tuple(score for _, score in page), position=last)


@dataclass(frozen=True, slots=True)
class MemoryAccess:
    """The authorisation question."""

    shelf: Shelf

    def is_operator(self, user_id: int | None) -> bool:
        """Tell whether the user runs the site."""
        return user_id in self.shelf.operators

    def is_course_staff(self, user_id: int | None, course_key: str) -> bool:
        """Tell whether the user is in the course team (operators are)."""
        if user_id is None or course_key not in self.shelf.outlines:
            return False
        return self.is_operator(user_id) or (user_id, course_key) in self.shelf.staff


@dataclass(frozen=True, slots=True)
class MemoryTaxonomies:
    """Which taxonomies every author sees: ``offered`` on the shelf."""

    shelf: Shelf

    def offer_to_all(self, taxonomy_id: int) -> None:
        """Remember that the taxonomy is offered."""
        self.shelf.offered.add(taxonomy_id)


@dataclass(frozen=True, slots=True)
class MemorySites:
    """Which faces there are: ``sites`` on the shelf, and ``site_here``."""

    shelf: Shelf

    def url_here(self) -> str:
        """Return the address of the site that answers."""
        return self.shelf.site_here

    def url_of(self, organisation: str) -> str:
        """Return the address of the first site that names the organisation, or ''."""
        named = (url for url, owned in self.shelf.sites.items() if organisation in owned)
        return next(named, "")

    def listed_here(self) -> Listed:
        """Return its own organisations, or all that no site names."""
        only = self.shelf.sites.get(self.shelf.site_here, frozenset())
        taken = frozenset[str]().union(*self.shelf.sites.values())
        return Listed(only=only) if only else Listed(without=taken)


@dataclass(frozen=True, slots=True)
class MemorySubscriptions:
    """What the platform says as it happens."""

    shelf: Shelf

    def on_score(self, receiver: Callable[[Score], None]) -> None:
        """Hear scores."""
        self.shelf.subscribe("score", receiver)

    def on_part_score(self, receiver: Callable[[Score], None]) -> None:
        """Hear scores of criteria and of line items."""
        self.shelf.subscribe("part", receiver)

    def on_completion(self, receiver: Callable[[Completion], None]) -> None:
        """Hear completions."""
        self.shelf.subscribe("completion", receiver)

    def on_tags(self, receiver: Callable[[TagsChanged], None]) -> None:
        """Hear tag changes."""
        self.shelf.subscribe("tags", receiver)

    def on_rerun(self, receiver: Callable[[CourseRerun], None]) -> None:
        """Hear course copies."""
        self.shelf.subscribe("rerun", receiver)

    def on_publish(self, receiver: Callable[[CoursePublished], None]) -> None:
        """Hear published courses."""
        self.shelf.subscribe("publish", receiver)

    def on_retirement(self, receiver: Callable[[int], None]) -> None:
        """Hear retirements."""
        self.shelf.subscribe("retirement", receiver)
