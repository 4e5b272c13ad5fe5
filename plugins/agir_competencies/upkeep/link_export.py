"""How does a course's links leave as a file that a person edits and a course takes back?"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from typing import Final

from agir_competencies.domain.link_line import COLUMNS, WHOLE_COURSE, weight_text
from agir_competencies.frameworks.spreadsheet import guarded
from agir_competencies.linking import defaults
from agir_competencies.linking.sync import objects_of
from agir_competencies.models import Link
from agir_platform.ports import Courses

BOM: Final = "\ufeff"
PIECE: Final = 500


def as_csv(course_key: str, courses: Courses) -> Iterator[bytes]:
    """Return the file in pieces; raise ``CourseUnknown`` at once."""
    titles = {key: block.title for key, block in objects_of(course_key, courses).items()}
    return _pieces(course_key, titles)


def _pieces(course_key: str, titles: dict[str, str]) -> Iterator[bytes]:
    text = StringIO()
    text.write(BOM)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for number, row in enumerate(_rows(course_key, titles), 1):
        writer.writerow([guarded(cell) for cell in row])
        if number % PIECE == 0:
            yield _taken(text)
    yield _taken(text)


def _rows(course_key: str, titles: dict[str, str]) -> Iterator[tuple[str, ...]]:
    """Yield the course's default, where it has one, then its links in force by reading order.

    Links of blocks that left the course are no business of an author any more.
    """
    default = defaults.of_course(course_key)
    if not default.is_empty:
        chosen = (default.kind, weight_text(default.weight))
        yield (WHOLE_COURSE, titles.get(course_key, ""), "", "", "", "", *chosen, "", "", "")
    places = {key: place for place, key in enumerate(titles)}
    rows = Link.objects.filter(course_key=course_key, removed_at=None)
    there = [
        row for row in rows.select_related("competency__framework") if row.object_key in places
    ]
    there.sort(key=lambda row: (places[row.object_key], str(row.competency), row.pk))
    for row in there:
        yield (
            row.object_key,
            titles.get(row.object_key, ""),
            str(row.competency.identifier),
            row.competency.framework.title,
            row.competency.code,
            row.competency.label,
            row.chosen_kind,
            weight_text(row.chosen_weight),
            row.part,
            row.kind,
            weight_text(row.weight),
        )


def _taken(text: StringIO) -> bytes:
    """Return what was written, and begin anew."""
    written = text.getvalue()
    text.seek(0)
    text.truncate()
    return written.encode()
