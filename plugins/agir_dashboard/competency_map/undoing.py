"""How is what was done taken back? By a signed note of it, which the next page carries.

Nothing is kept here for it: the note says what was before, and holds for an hour.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.core import signing

from agir_competencies.api import links
from agir_competencies.data import LinkView
from agir_dashboard.competency_map.refusals import UndoTooLate

SALT: Final = "agir_dashboard.competency_map.undo"
SECONDS: Final = 3600


@dataclass(frozen=True, slots=True)
class Note:
    """What was done to one competency of one course.

    ``act`` is put (it was put on ``objects``), set (the one link of ``objects`` was ``kind``,
    ``weight`` and ``part`` as chosen before, '' for nothing, and became ``now``) or off (it was
    taken off).
    """

    course: str
    competency: str
    act: str
    objects: tuple[str, ...]
    kind: str = ""
    weight: str = ""
    part: str = ""
    now: tuple[str, str, str] = ("", "", "")


def written(note: Note) -> str:
    """Return the note as the end of an address can carry it."""
    return signing.dumps(asdict(note), salt=SALT, compress=True)


def read(text: str, course_key: str, competency: UUID) -> Note | None:
    """Return a note about this competency of this course, ``None`` for a forged or old one."""
    try:
        told = signing.loads(text, salt=SALT, max_age=SECONDS)
    except signing.BadSignature:
        return None
    told = told | {"objects": tuple(told["objects"]), "now": tuple(told["now"])}
    note = Note(**told)
    is_here = (note.course, note.competency) == (course_key, str(competency))
    return note if is_here else None


def chosen(view: LinkView | None) -> tuple[str, str, str]:
    """Return what was chosen for a link, in text; '' for nothing, or for no link."""
    if view is None:
        return ("", "", "")
    weight = "" if view.chosen_weight is None else str(view.chosen_weight)
    return (view.chosen_kind, weight, view.part)


def found(course_key: str, competency: UUID, object_key: str) -> LinkView | None:
    """Return the link of an object that is in force, ``None`` for none. One SELECT."""
    rows: Sequence[LinkView] = links.links_of(course_key)
    wanted = (object_key, competency)
    live = (row for row in rows if (row.object_key, row.competency) == wanted)
    return next((row for row in live if row.removed_at is None), None)


def take_back(note: Note) -> None:
    """Make it as it was; raise ``UndoTooLate`` where something else was done since."""
    competency = UUID(note.competency)
    if note.act == "put":
        links.take_off(note.course, competency, note.objects)
        return
    (object_key,) = note.objects
    view = found(note.course, competency, object_key)
    is_as_left = chosen(view) == note.now if note.act == "set" else view is None
    if not is_as_left:
        raise UndoTooLate
    weight = Decimal(note.weight) if note.weight else None
    links.set_link(object_key, competency, kind=note.kind, weight=weight, part=note.part)
