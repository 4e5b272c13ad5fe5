"""Signed badges for the tests: a learner with an account, a badge they hold, its verdict."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth import get_user_model

from agir_badges import api
from agir_badges.models import Credential
from agir_badges.openbadges.verification.verdict import Verdict
from agir_badges.openbadges.verification.verify import verify
from agir_badges.openbadges.verification.worlds import site_world
from agir_competencies.models import Competency
from agir_platform.learners import api as learners
from host.gallery.rows import WHEN, competencies, state

NOW = WHEN + timedelta(hours=1)
SECRET = "Nq3vT8rY2kLw7ZbX5cJd9HgF4sPm6QaUe1RoViBnK0t"
WORDS = {"fr": ("Données", "Protège."), "en": ("Data", "Protects.")}


def learner(name: str = "awa", email: str = "awa@example.org") -> UUID:
    """Return the subject of a new account."""
    user = get_user_model().objects.create_user(name, email, first_name="Awa", last_name="Ndiaye")
    return learners.subject_of(user.pk)


def badge(skills: list[Competency], threshold: str = "1", level: int = 2, slug: str = "") -> UUID:
    """Make a badge that asks for these skills."""
    return api.create_rule(
        slug or f"badge-{uuid4()}",
        WORDS,
        [(skill.identifier, level) for skill in skills],
        now=WHEN,
        threshold=Decimal(threshold),
    )


def award(subject: UUID, skills: list[Competency], *, now: datetime = NOW) -> list[UUID]:
    """Judge the learner on these skills; return the awards that changed."""
    changes = api.award_for(subject, [one.identifier for one in skills], now=now)
    return [change.award for change in changes]


def held(subject: UUID, count: int = 2, threshold: str = "1") -> tuple[UUID, list[Competency]]:
    """Return a signed badge of the learner and the skills it rests on."""
    skills = competencies(count)
    badge(skills, threshold)
    for skill in skills:
        state(subject, skill)
    (name,) = award(subject, skills)
    assert api.issue([name], now=NOW).signed == 1
    return name, skills


def lose(subject: UUID, skill: Competency) -> None:
    """Take away what the learner had shown of one skill."""
    state(subject, skill, status="not_yet", estimate="0.3")


def document(name: UUID) -> dict[str, Any]:
    """Return the signed document of a credential."""
    return json.loads(Credential.objects.get(id=name).document)


def verdict(name: UUID, now: datetime = NOW, text: str = "") -> Verdict:
    """Return what this site says of a document, its own keys and status lists asked."""
    world = site_world(now=now, own_list=lambda one: api.status_list(one, now=now).body)
    said = text or Credential.objects.get(id=name).document
    return verify(said.encode(), now=now, world=world)
