"""The courseware, as a Django app."""

from django.apps import AppConfig


class HostCoursewareConfig(AppConfig):
    """Courses and their blocks, enrolments, answers and grades."""

    name = "host.courseware"
    label = "host_courseware"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the course grade follow each subsection's, before any plugin hears of it."""
        from host.courseware.grades import course

        course.listen()
