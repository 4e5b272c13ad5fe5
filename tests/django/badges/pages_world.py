"""Signed badges that are in force at this very minute, and visitors of the pages about them."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from uuid import UUID

from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone
from signed import award, badge

from agir_badges import api
from agir_competencies.models import Competency
from agir_platform.learners import api as learners
from host.gallery.rows import competencies, evidence, state

VERIFY = "/agir/badges/verify/"


def learner(name: str = "awa") -> tuple[Client, UUID]:
    """Return a signed-in learner's client (in English) and subject."""
    user = get_user_model().objects.create_user(
        name, f"{name}@example.org", first_name="Awa", last_name="Ndiaye"
    )
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client, learners.subject_of(user.pk)


def signed(subject: UUID) -> tuple[UUID, list[Competency]]:
    """Return a signed badge of the learner, a minute old, and the skills it rests on."""
    skills, now = competencies(2), timezone.now() - timedelta(minutes=1)
    badge(skills)
    for number, skill in enumerate(skills):
        state(subject, skill)
        evidence(subject, skill, number)
    (name,) = award(subject, skills, now=now)
    assert api.issue([name], now=now).signed == 1
    return name, skills


def verdict_of(page: str) -> str:
    """Return the kind of the verdict that a page shows, '' for none."""
    found = re.search(r'class="agir-verdict" data-kind="(\w+)"', page)
    return found[1] if found else ""


def words(answer: object) -> str:
    """Return an answer's text as it is read."""
    return unescape(answer.content.decode())
