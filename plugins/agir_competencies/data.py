"""What frameworks and links look like from outside: frozen records, no table, no framework."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID


@dataclass(frozen=True, slots=True)
class FrameworkView:
    """A framework. ``items`` counts the competencies in force, ``retired`` the others.

    ``key`` is the row's id, for ``mirror``; ``source`` is the format it came in, or local.
    """

    key: int
    identifier: UUID
    uri: str
    source: str
    title: str
    publisher: str
    language: str
    licence: str
    status: str
    is_active: bool
    valid_from: date | None
    valid_until: date | None
    replaced_by_uri: str
    imported_at: datetime
    items: int
    retired: int


@dataclass(frozen=True, slots=True)
class CompetencyView:
    """A competency, in the language that was asked when it is said in it, else in its own."""

    identifier: UUID
    uri: str
    label: str
    statement: str
    framework_title: str
    framework: UUID
    retired: bool
    code: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One line of a plan.

    ``action`` is create, update, rename, move, retire or revive; ``before`` and ``after`` are
    what a person reads (labels, statements, parents), '' where there is none.
    """

    action: str
    identifier: UUID
    label: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class FrameworkPlan:
    """What an import would do to one framework.

    ``counts`` maps each action and ``unchanged`` to a number of competencies; ``notes`` say
    what the reader met and left aside, as (code, facts). ``payload`` is the room's own, and so
    are ``file``, the digest of what it was read from, and ``of``, how many frameworks that has.
    """

    title: str
    uri: str
    is_new: bool
    is_changed: bool
    counts: Mapping[str, int]
    changes: tuple[Change, ...]
    notes: tuple[tuple[str, Mapping[str, object]], ...]
    payload: object = field(repr=False, compare=False, default=None)
    file: str = field(repr=False, compare=False, default="")
    of: int = field(repr=False, compare=False, default=0)


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do; making it wrote nothing."""

    format: str
    frameworks: tuple[FrameworkPlan, ...]

    @property
    def counts(self) -> dict[str, int]:
        """Return the sums over all frameworks, by action."""
        sums: dict[str, int] = {}
        for plan in self.frameworks:
            for action, number in plan.counts.items():
                sums[action] = sums.get(action, 0) + number
        return sums

    @property
    def is_empty(self) -> bool:
        """Tell whether applying it would change no framework."""
        return not any(plan.is_new or plan.is_changed for plan in self.frameworks)


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What an import did: frameworks written, and competencies by action."""

    frameworks: int
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class MirrorOutcome:
    """What bringing a taxonomy in line with its framework took, in rows of tags."""

    taxonomy_id: int
    created: int
    changed: int
    removed: int
    relinked: int

    @property
    def wrote(self) -> bool:
        """Tell whether anything had to be written."""
        return bool(self.created or self.changed or self.removed or self.relinked)


@dataclass(frozen=True, slots=True)
class Drift:
    """One difference between a taxonomy and the framework it mirrors, made in Studio.

    ``kind``: taxonomy_missing, taxonomy_changed, tag_missing, tag_renamed, tag_moved or
    tag_unknown; ``found`` is what the taxonomy holds, ``expected`` what the mirror will write.
    """

    kind: str
    framework: UUID
    found: str
    expected: str


@dataclass(frozen=True, slots=True)
class LinkView:
    """One link of a course; ``kind`` is one of ``api.links.KINDS``.

    ``weight`` is 0 to 10; ``removed_at`` is ``None`` while the tag is there. Both are those in
    force: ``chosen_kind`` and ``chosen_weight`` are what an author chose ('' and ``None``: the
    default). ``part`` names a criterion or a line item. ``weight_moved``: facts of before still
    count with the weight of then.
    """

    link_id: UUID
    object_key: str
    competency: UUID
    label: str
    kind: str
    weight: Decimal
    origin: str
    created_at: datetime
    removed_at: datetime | None
    chosen_kind: str = ""
    chosen_weight: Decimal | None = None
    part: str = ""
    weight_moved: bool = False


@dataclass(frozen=True, slots=True)
class LinkDefaultView:
    """What links are where nobody chose: '' and ``None`` leave it to the next wider default."""

    kind: str = ""
    weight: Decimal | None = None


@dataclass(frozen=True, slots=True)
class LinkLine:
    """What one line of a file would do: ``action`` is add, restore, change, remove or unchanged.

    ``number`` is the line in the file, 0 for a link that the file does not name. Kinds and
    weights are those in force, '' and ``None`` where there is no link.
    """

    number: int
    action: str
    object_key: str
    title: str
    competency: UUID
    label: str
    kind_before: str
    weight_before: Decimal | None
    kind_after: str
    weight_after: Decimal | None


@dataclass(frozen=True, slots=True)
class LineRefusal:
    """Why a line of a file cannot be taken in: the code and facts of a refusal."""

    number: int
    code: str
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class LinksPlan:
    """What a file of links would do to a course; making it wrote nothing.

    ``default`` is the course's default that the file brings, ``None`` where it stays. Nothing is
    applied while there are ``refusals``. ``payload`` is the room's own.
    """

    course_key: str
    lines: tuple[LinkLine, ...]
    refusals: tuple[LineRefusal, ...]
    default: LinkDefaultView | None
    payload: object = field(repr=False, compare=False, default=None)

    @property
    def counts(self) -> dict[str, int]:
        """Return how many lines there are of each action."""
        found: dict[str, int] = {}
        for line in self.lines:
            found[line.action] = found.get(line.action, 0) + 1
        return found

    @property
    def is_empty(self) -> bool:
        """Tell whether applying it would change nothing."""
        return self.default is None and all(line.action == "unchanged" for line in self.lines)


@dataclass(frozen=True, slots=True)
class LinkChanges:
    """How many links of one object or course appeared, came back, changed or went away.

    ``objects`` are the keys on which ``put_on_scored_blocks`` put a competency, and nothing else.
    """

    added: int = 0
    restored: int = 0
    changed: int = 0
    removed: int = 0
    objects: tuple[str, ...] = ()

    @property
    def any(self) -> bool:
        """Tell whether anything changed."""
        return bool(self.added or self.restored or self.changed or self.removed)

    def plus(self, other: LinkChanges) -> LinkChanges:
        """Return the sum of both."""
        return LinkChanges(
            self.added + other.added,
            self.restored + other.restored,
            self.changed + other.changed,
            self.removed + other.removed,
            self.objects + other.objects,
        )
