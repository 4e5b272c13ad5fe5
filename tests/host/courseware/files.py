"""Where are a course's files? In the folder it was imported from, under ``static/``."""

from __future__ import annotations

from pathlib import Path

from host.courseware.models import Course

FOLDER = "static"


def course_file(course_key: str, name: str) -> Path | None:
    """Return the file's path; ``None`` when there is none or the name leaves the folder."""
    source = Course.objects.filter(key=course_key).values_list("source", flat=True).first()
    if not source or not name:
        return None
    folder = (Path(source) / FOLDER).resolve()
    path = (folder / name).resolve()
    return path if path.is_relative_to(folder) and path.is_file() else None
