"""Fields of the certifications behind a course are proposed to its team, and counted nowhere."""

from __future__ import annotations

import pytest
from covenant_world import KEY, NIGHT, a_course, usage
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from agir_catalogue.api import diversity, themes
from agir_catalogue.models import ThemeCount
from agir_competencies.models import Competency, Link
from host.courseware.models import CourseTeam

pytestmark = pytest.mark.django_db
SHEET = "https://www.francecompetences.fr/recherche/rncp/35959/#RNCP35959BC01"
FIELDS = ["formacode:31090", "formacode:46341", "formacode:46359", "formacode:30805"]


@pytest.fixture
def team() -> Client:
    course = a_course("practice")
    Competency.objects.update(uri=SHEET)
    user = get_user_model().objects.create(username="zoe")
    CourseTeam.objects.create(course=course, user=user)
    client = Client()
    client.force_login(user)
    return client


def test_they_are_proposed_until_somebody_says_them(team: Client) -> None:
    assert [one.id for one in themes.proposed(KEY)] == FIELDS
    address = reverse("agir_catalogue:course-themes", args=[KEY])
    page = team.get(address).content.decode()
    assert 'name="weight-formacode:31090"' in page
    assert "Licence Ouverte 2.0" in page
    team.post(address, {"read": "0", "weight-formacode:31090": "1"})
    assert [one.theme_id for one in themes.said_of([KEY])[KEY]] == ["formacode:31090"]
    assert [one.id for one in themes.proposed(KEY)] == FIELDS[1:]


def test_nothing_is_proposed_of_other_sheets_or_of_links_that_went(team: Client) -> None:
    Link.objects.update(removed_at=NIGHT)
    assert themes.proposed(KEY) == ()
    Link.objects.update(removed_at=None)
    Competency.objects.update(uri="https://campus.example/rncp/1/")
    assert themes.proposed(KEY) == ()
    assert usage("practice")


@pytest.mark.parametrize(
    ("uri", "sheet"),
    [
        (SHEET, "RNCP35959"),
        ("https://www.francecompetences.fr/recherche/rs/6604/", "RS6604"),
        ("https://www.francecompetences.fr/recherche/rncp/99999/", ""),
        ("https://www.francecompetences.fr/recherche/rncp/359590/", ""),
        ("", ""),
    ],
)
def test_a_sheet_is_told_by_its_address(uri: str, sheet: str) -> None:
    assert themes.sheet_of(uri) == sheet


def test_no_diversity_is_counted_in_a_cut(team: Client) -> None:
    found = diversity.refresh()
    assert [one.scheme for one in found.counted] == ["agir", "iscedf", "sdg"]
    assert not ThemeCount.objects.filter(scheme="formacode").exists()
    page = Client().get("/agir/themes/").content.decode()
    assert "FORMACODE" not in page
