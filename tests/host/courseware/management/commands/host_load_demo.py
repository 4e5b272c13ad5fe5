"""Load the demo: people, courses, frameworks, tags, badges, themes, enrolments."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from agir_platform import contexts
from host.courseware.demo import (
    between_peers,
    campaigns,
    certification,
    commons,
    competencies,
    exams,
    manifest,
    neighbour,
    people,
    seats,
    together,
)
from host.courseware.enrolment import enrol
from host.courseware.models import Course, Enrolment
from host.courseware.olx import OlxUnreadable, import_course

KEPT_COURSE = "course-v1:Agir+COTE-A-COTE+2026"
COURSES = Path(__file__).resolve().parents[3] / "courses"


class Command(BaseCommand):
    """``host_load_demo``: migrates and loads; what is there already is left or brought up."""

    help = "Migrate and load the demo: people, courses, frameworks, tags, badges. Idempotent"

    def handle(self, *_: Any, **__: Any) -> None:
        """Load everything and say a line for each course."""
        call_command("migrate", verbosity=0, interactive=False)
        known = people.make()
        folders = sorted(path.parent for path in COURSES.glob("*/course.xml"))
        manifests = {folder: manifest.read(folder) for folder in folders}
        try:
            if contexts.is_on("competencies"):
                for read in manifests.values():
                    competencies.import_frameworks(read)
            for folder, read in manifests.items():
                self._load(folder, read, known)
        except (OlxUnreadable, competencies.ManifestUnfit) as unfit:
            raise CommandError(f"The demo could not be loaded: {unfit}") from unfit
        if contexts.is_on("sponsorship"):
            auteur, operator = _named(known, "auteur"), _named(known, "operator")
            seats.offer(operator, auteur, _named(known, "apprenante"))
            campaigns.ask(operator, auteur)
            campaigns.show_partner(operator)
        if contexts.is_on("catalogue"):
            call_command("agir_refresh_calls", stdout=StringIO())
            together.propose(_named(known, "auteur"), _named(known, "operator"))
            neighbour.read(_named(known, "learner"))
            call_command("agir_probe_covenant", stdout=StringIO())
        if contexts.is_on("catalogue") and contexts.is_on("sponsorship"):
            names = ("operator", "auteur")
            campaigns.keep(KEPT_COURSE, *(_named(known, name) for name in names))
        if contexts.is_on("certification"):
            call_command("agir_load_cog", stdout=StringIO())
            self._certify(known)

    def _certify(self, known: dict[people.Account, Any]) -> None:
        course = Course.objects.filter(key=KEPT_COURSE).first()
        names = ("operator", "auteur", "apprenante")
        if course is not None:
            certification.certify(str(course.key), *(_named(known, name) for name in names))
            certification.open_to_all(str(course.key), *(_named(known, one) for one in names[:2]))
        exams.hold(*(_named(known, one) for one in names[:2]))

    def _load(
        self, folder: Path, read: manifest.Manifest, known: dict[people.Account, Any]
    ) -> None:
        done = import_course(folder)
        people.join_teams(known, done.course)
        tagged = badges = 0
        if contexts.is_on("competencies"):
            tagged = competencies.put_tags(done.course, read.tags)
            badges = competencies.make_badges(read.badges)
            between_peers.open_reviews(done.course)
        if contexts.is_on("catalogue"):
            commons.say_themes(done.course, read.themes)
            commons.complete_notice(done.course, read.notice)
            together.make_together(done.course, _named(known, "auteur"))
        for account, user in known.items():
            if account.learns and account.language == done.course.language:
                _enrol_once(user, done.course)
        self.stdout.write(
            f"{done.course.title}: {done.blocks} blocks, {tagged} tagged anew, {badges} new badges"
        )


def _named(known: dict[people.Account, Any], name: str) -> Any:
    """Return the demo's user of this name."""
    return next(user for account, user in known.items() if account.username == name)


def _enrol_once(user: Any, course: Course) -> None:
    """Enrol who never was; who left stays away."""
    if not Enrolment.objects.filter(user=user, course=course).exists():
        enrol(user, course)
