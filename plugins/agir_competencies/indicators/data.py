"""What a report is, from outside: frozen records, no table, no framework."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

OK, NO_DATA, WITHHELD = "ok", "no_data", "withheld"
TOO_FEW, NOT_YET, NEVER_PUBLISHED = "too_few", "not_yet_published", "not_published"


@dataclass(frozen=True, slots=True)
class Part:
    """A named count beside a value: a corner of the table, a quartile, a reason."""

    code: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Excluded:
    """How many are not in a denominator, and why. ``count`` is ``None`` where it is withheld."""

    code: str
    label: str
    count: int | None


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator of a report.

    ``status``: ``ok``; ``no_data`` (nothing was there to count, which is not 0: every figure is
    ``None``); ``withheld`` with ``why``: ``too_few`` (a group under ``minimum_cell``, or one that
    could be computed from what is shown), ``not_yet_published``, ``not_published`` (never given
    outside the course team). ``value``, ``low`` and ``high`` are shares 0 to 1 (learning gain -1
    to 1; the median a number of skills), six decimals. ``n`` is the denominator.
    ``numerator`` is ``None`` for means. ``coverage`` 0 to 1 or ``None``. ``small_n``: fewer than
    ``minimum_cell``, shown to the team with a warning. ``as_of`` is the day of a published value,
    ``None`` for a live one. ``is_private``: rests on goals or judgements.
    """

    id: str
    number: int
    version: int
    kind: str
    title: str
    definition: str
    counts: str
    minimum_cell: int
    is_private: bool
    status: str
    why: str = ""
    n: int | None = None
    numerator: int | None = None
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    coverage: Decimal | None = None
    small_n: bool = False
    excluded: tuple[Excluded, ...] = ()
    parts: tuple[Part, ...] = ()
    as_of: date | None = None

    @property
    def is_shown(self) -> bool:
        """Tell whether there is a value."""
        return self.status == OK

    @property
    def name(self) -> str:
        """Return id and version: values of two names are never compared."""
        return f"{self.id}/{self.version}"


@dataclass(frozen=True, slots=True)
class CompetencyRow:
    """One competency of a report.

    ``attainment`` (demonstrated / attempted) and ``reach`` (attempted / active) are rows with the
    same statuses; ``attempted`` and ``demonstrated`` are ``None`` where withheld.
    """

    identifier: UUID
    label: str
    attempted: int | None
    demonstrated: int | None
    attainment: Row
    reach: Row


@dataclass(frozen=True, slots=True)
class Report:
    """The indicators of a course, or of all courses (``course_key`` '').

    ``indicators`` stand in their order: goal attainment and learned-without-finishing first,
    completion near the end. ``competencies`` by label: never a ranking. ``enrolled`` and
    ``active`` are ``None`` where withheld. Over all courses a learner counts once a course.
    ``computed_at`` is when the counters last went through all learners, ``None`` for never (then
    every row is ``no_data``); ``published_on`` the day of what is published of goals, or ``None``.
    ``versions`` are the names of the definitions.
    """

    course_key: str
    course_title: str
    audience: str
    enrolled: int | None
    active: int | None
    indicators: tuple[Row, ...]
    competencies: tuple[CompetencyRow, ...]
    computed_at: datetime | None
    published_on: date | None
    versions: tuple[str, ...]

    def row(self, name: str) -> Row:
        """Return one indicator by its id; raise ``KeyError``."""
        return {one.id: one for one in self.indicators}[name]

    @property
    def intention_behaviour(self) -> Row:
        """Return the table of intention and behaviour: its ``parts`` are the four corners."""
        return self.row("intention_behaviour")

    @property
    def learned_without_finishing(self) -> Row:
        """Return the headline figure."""
        return self.row("partial_value")


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a learner stands on a competency: level 0 (not tried) to 3 (confirmed).

    ``estimate`` is 0 to 1, ``None`` when not measured.
    """

    level: int
    estimate: Decimal | None


@dataclass(frozen=True, slots=True)
class Line:
    """One learner of the matrix, as the platform names them.

    ``cells`` has one ``Cell`` a column, in the order of the columns.
    """

    user_id: int
    username: str
    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """A page of the cohort × competency matrix; ``next`` resumes it, '' after the last.

    ``columns`` are (identifier, label). Marks and standings only: never a goal. For the course
    team; lines stand in no order of merit.
    """

    columns: tuple[tuple[UUID, str], ...]
    lines: tuple[Line, ...]
    next: str


@dataclass(frozen=True, slots=True)
class Moved:
    """One indicator at two dates; ``difference`` is ``None`` unless both have a value.

    ``why`` says why not: ``no_data``, ``too_few``, ``version_changed``.
    """

    id: str
    title: str
    before: Decimal | None
    after: Decimal | None
    n_before: int | None
    n_after: int | None
    difference: Decimal | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed between two days.

    ``since`` and ``until`` are the days that were kept, at or before those asked for; ``None``
    where nothing was kept yet, and then ``moved`` is empty.
    """

    since: date | None
    until: date | None
    moved: tuple[Moved, ...]
