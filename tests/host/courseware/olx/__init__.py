"""How does a course enter? As a folder of OLX, as the platform exports it."""

from host.courseware.olx.importing import import_course
from host.courseware.olx.reading import OlxUnreadable, read_course

__all__ = ["OlxUnreadable", "import_course", "read_course"]
