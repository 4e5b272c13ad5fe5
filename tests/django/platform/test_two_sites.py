"""Two sites on one installation: each person stays on theirs, no list tells the other's.

``north.example`` names the organisation North, ``south.example`` names South; ``campus.example``
is the main site and names none. Each organisation has a course and a campaign, and so has Agir.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from agir_badges.issuing import places
from agir_catalogue.federation import words
from agir_catalogue.models import Listing
from agir_catalogue.search import index
from agir_catalogue.search.entry import Entry, Taught
from agir_competencies.api import goals
from agir_competencies.api.goals import Wish
from agir_platform import addresses, signing, sites
from agir_platform.ports import Listed
from agir_platform.select import platform
from agir_sponsorship.models import Campaign
from host.door.sites import answering, open_site

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)
MAIN, NORTH, SOUTH = "https://campus.example", "https://north.example", "https://south.example"
HOUSES = {MAIN: "Agir", NORTH: "North", SOUTH: "South"}
KEYS = {url: f"course-v1:{house}+Eau+2026" for url, house in HOUSES.items()}
WATER = Taught(UUID(int=1), "https://c.example/1", "Lire une analyse d’eau")
KNOWN = UUID("11111111-1111-4111-8111-111111111111")
PATH = "/agir/somewhere/"


@pytest.fixture(autouse=True)
def three_sites(settings: Any) -> None:
    settings.AGIR_SITE_URL = MAIN
    open_site(NORTH, "North")
    open_site(SOUTH, "South")


@pytest.fixture
def catalogue() -> None:
    """List a course of each organisation, one of a longer name, and one of another operator."""
    own = [
        Entry(uri=f"{MAIN}/{house}", title=f"Eau {house}", key=KEYS[url], teaches=(WATER,))
        for url, house in HOUSES.items()
    ]
    others = [
        Entry(uri="https://x.example/1", title="Eau Elsewhere", origin="Ailleurs"),
        Entry(uri=f"{MAIN}/n", title="Eau Northern", key="course-v1:NorthPole+Eau+2026"),
    ]
    index.put([*own, *others])
    assert Listing.objects.count() == 5


def asked(url: str, path: str, **more: Any) -> str:
    host = url.removeprefix("https://")
    answer = Client().get(path, headers={"host": host, "accept-language": "en"}, **more)
    assert answer.status_code == 200
    return answer.content.decode()


def told(html: str) -> set[str]:
    """Return the names of the courses that a page tells."""
    return set(re.findall(r"Eau (Agir|North|South|Elsewhere|Northern)\b", html))


SHOWN = {NORTH: {"North"}, SOUTH: {"South"}, MAIN: {"Agir", "Elsewhere", "Northern"}}


@pytest.mark.parametrize("url", SHOWN)
def test_each_catalogue_lists_its_own(url: str, catalogue: None) -> None:
    """The main site has what nobody names: Agir's, NorthPole's, and the other operator's."""
    assert told(asked(url, "/agir/catalogue/")) == SHOWN[url]


@pytest.mark.parametrize("url", SHOWN)
def test_a_competency_gathers_the_courses_of_the_site(url: str, catalogue: None) -> None:
    """One of the three courses that teach it stands on each site, and is counted there as one."""
    html = asked(url, f"/agir/catalogue/competencies/{WATER.identifier}/")
    assert told(html) == {HOUSES[url]}
    listed = asked(url, reverse("agir_catalogue:competencies"))
    assert "Lire une analyse d’eau" in listed


def test_a_competency_of_one_site_is_not_told_on_another() -> None:
    index.put([Entry(uri=f"{MAIN}/s", title="Eau South", key=KEYS[SOUTH], teaches=(WATER,))])
    assert "Lire une analyse" in asked(SOUTH, reverse("agir_catalogue:competencies"))
    for url in (MAIN, NORTH):
        assert "Lire une analyse" not in asked(url, reverse("agir_catalogue:competencies"))


@pytest.mark.parametrize("url", HOUSES)
def test_campaigns_are_those_of_the_site(url: str) -> None:
    """A campaign for no course is the operator's: on the main site, with Agir's."""
    for house, key in (*((one, KEYS[place]) for place, one in HOUSES.items()), ("Elsewhere", "")):
        Campaign.objects.create(
            kind="maintain" if key else "create",
            mode="all_or_nothing",
            title=f"Eau {house}",
            course_key=key,
            subject="" if key else "Water",
            currency="EUR",
            goal_minor=100_00,
            minimum_minor=50_00,
            opens_at=NOW - timedelta(days=1),
            closes_at=NOW + timedelta(days=30),
            state="open",
            created_at=NOW,
        )
    expected = {HOUSES[url]} | ({"Elsewhere"} if url == MAIN else set())
    assert told(asked(url, reverse("agir_sponsorship:campaigns"))) == expected
    rows = json.loads(asked(url, reverse("agir_sponsorship:api-campaigns")))["campaigns"]
    assert {row["title"].removeprefix("Eau ") for row in rows} == expected


def test_an_old_key_belongs_to_its_organisation() -> None:
    index.put([Entry(uri=f"{MAIN}/o", title="Eau South", key="South/Eau/2014")])
    for url, many in ((SOUTH, 1), (MAIN, 0), (NORTH, 0)):
        with answering(url):
            kept = sites.of_courses("key", sites.listed_here())
        assert Listing.objects.filter(kept).count() == many


def test_a_site_that_is_off_names_nothing() -> None:
    from host.door.models import SiteConfiguration

    SiteConfiguration.objects.filter(site__domain="north.example").update(enabled=False)
    assert sites.listed_here() == Listed(without=frozenset({"South"}))
    assert addresses.of_course(KEYS[NORTH], PATH) == MAIN + PATH


def test_addresses_of_courses_are_the_same_wherever_they_are_asked() -> None:
    """In no request, as in a worker, and in a request to another site."""
    for url, key in KEYS.items():
        assert addresses.of_course(key, PATH) == url + PATH
        with answering(SOUTH):
            assert addresses.of_course(key, PATH) == url + PATH
    for nowhere in ("", "nonsense", "course-v1:Nobody+Eau+2026"):
        assert addresses.of_course(nowhere, PATH) == MAIN + PATH


def test_here_is_the_site_asked_and_never_a_header() -> None:
    assert addresses.here(PATH) == MAIN + PATH
    with answering(NORTH):
        assert addresses.here(PATH) == NORTH + PATH
    with answering("https://thief.example"):
        assert addresses.here(PATH) == MAIN + PATH


def test_what_is_signed_or_counted_never_changes_with_the_site() -> None:
    def identities() -> tuple[object, ...]:
        return (
            signing.issuer_did(),
            places.document(KNOWN),
            places.status_list(KNOWN),
            words.course_id(KEYS[NORTH]),
            addresses.absolute(PATH),
        )

    before = identities()
    for url in (NORTH, SOUTH):
        with answering(url):
            assert identities() == before
    assert all(MAIN.removeprefix("https://") in str(one) for one in (before[1], before[4]))


def test_letters_lead_to_the_site_of_the_course(settings: Any, django_user_model: Any) -> None:
    """A job writes them: no request tells it where it stands."""
    settings.AGIR_PLATFORM_BACKEND = "agir_platform.memory.MemoryPlatform"
    settings.AGIR_COMPETENCIES_GOAL_REMINDERS = True
    memory: Any = platform()
    memory.shelf.sites[NORTH] = frozenset({"North"})
    soon = datetime.now(UTC).date() + timedelta(days=5)
    for number, key in enumerate((KEYS[NORTH], KEYS[MAIN])):
        user = django_user_model.objects.create_user(f"awa{number}")
        memory.add_course(key)
        memory.add_person(user.pk, username=f"awa{number}")
        memory.enrol(user.pk, key)
        goal = goals.set_goal(user.pk, key, Wish("explore", (), soon))
        client = Client()
        client.force_login(user)
        remind = reverse("agir_dashboard:goal-remind", args=[goal])
        assert client.post(remind, {"wanted": "1"}).status_code == 302
    call_command("agir_remind_goals")
    letters = {one.to[0]: one for one in mail.outbox}
    for person, root, other in (("awa0", NORTH, MAIN), ("awa1", MAIN, NORTH)):
        letter = letters[f"{person}@example.org"]
        assert f"{root}/agir/goals/" in letter.body
        assert other not in letter.body
        assert letter.extra_headers["List-Unsubscribe"].startswith(f"<{root}/agir/goals/quiet/")


def test_the_calendar_is_told_at_the_site_asked(client: Client, django_user_model: Any) -> None:
    operator = django_user_model.objects.create_superuser("ola")
    client.force_login(operator)
    path = reverse("agir_certification:desk-calendar-new")
    page = client.post(path, headers={"host": "north.example"}, secure=True).content.decode()
    assert re.search(r"https://north\.example/agir/[^\s<]+\.ics", page)
    assert "campus.example" not in page


def test_the_sitemap_is_of_the_site(monkeypatch: pytest.MonkeyPatch) -> None:
    from agir_catalogue.api import federation

    when = datetime(2026, 3, 1, tzinfo=UTC)
    monkeypatch.setattr(federation, "sitemap", lambda: tuple((one, when) for one in KEYS.values()))
    for url, key in KEYS.items():
        body = asked(url, reverse("agir_catalogue:sitemap"))
        assert re.findall(r"<loc>([^<]+)</loc>", body) == [
            f"{url}/agir/catalogue/",
            f"{url}/agir/catalogue/courses/{key}/",
        ]
