"""The public catalogue as pages: what a visitor finds, without signing in and without script."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from agir_catalogue.domain.peer_facts import PeerFacts
from agir_catalogue.federation.incoming.rows import fill
from agir_catalogue.models import Peer, PeerCourse
from agir_catalogue.pages.public import shown
from agir_catalogue.search import index
from agir_catalogue.search.entry import Entry, House, Taught, named
from agir_competencies.models import Relation
from agir_platform import covenants, registrations, sponsors
from agir_platform.ports import CertificationOffer, CourseSponsor
from host.gallery.rows import WHEN, competencies, counted

pytestmark = pytest.mark.django_db
PAGE = "/agir/catalogue/"
KEY = "course-v1:Agir+Eau+2026"


@pytest.fixture
def visitor() -> Client:
    return Client(headers={"Accept-Language": "en"})


def own(**more: Any) -> Entry:
    told: dict[str, Any] = {
        "uri": f"https://campus.example/courses/{KEY}/about",
        "key": KEY,
        "title": "L’eau <b>vive</b>",
        "summary": "Comprendre <script>alert(1)</script> l’eau.",
        "languages": ("fr",),
        "hours": Decimal("12.5"),
        "is_free": True,
        "covenant": "kept",
        "price_minor": 4_950,
        "currency": "EUR",
        "about_url": "https://campus.example/about",
    }
    return Entry(**told | more)


def theirs(**more: Any) -> Entry:
    told: dict[str, Any] = {
        "uri": "https://other.example/courses/1",
        "title": "Water",
        "origin": "Autre campus",
        "languages": ("en",),
        "about_url": "javascript:alert(1)",
    }
    return Entry(**told | more)


def html_of(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def test_an_empty_catalogue_says_what_fills_it(visitor: Client) -> None:
    assert "agir_refresh_catalogue" in html_of(visitor, PAGE)


def test_a_visitor_finds_and_narrows(visitor: Client) -> None:
    index.put([own(), theirs()])
    with counted() as told:
        html = html_of(visitor, PAGE)
    assert len(told) == 4  # one of them asks the host which sites there are
    for words in ("2 courses", "Water", "On another site: Autre campus", "French", "English",
                  "Free and open, checked", 'href="?language=fr"', "5 to 20 hours"):  # fmt: skip
        assert words in html
    assert "<b>vive</b>" not in html
    assert "<script>alert" not in html
    narrowed = html_of(visitor, f"{PAGE}?q=EAU&language=fr")
    assert "1 course<" in narrowed
    assert "Water" not in narrowed
    assert 'href="?q=EAU"' in narrowed  # the choice is let go, the words stay
    assert '<input type="hidden" name="language" value="fr">' in narrowed
    assert "noindex" in narrowed


def test_finding_nothing_says_what_to_do(visitor: Client) -> None:
    sort = Taught(UUID(int=7), "https://c.example/7", "Trier ses déchets")
    index.put([own(teaches=(sort,))])
    with counted() as told:
        html = html_of(visitor, f"{PAGE}?q=nothing&competency={sort.identifier}&need=keyboard")
    assert len(told) == 5
    for words in ("No course answers all of that", "Trier ses déchets", "With the keyboard alone"):
        assert words in html


@pytest.mark.parametrize(
    "asked",
    ["?page=0", "?page=x", "?page=%00", "?order=best", "?q=%00%25%5F", "?language=%00",
     "?competency=nothing", "?q=" + "a" * 5_000, "?unheard=1", "?theme='--", "?page=²"],
)  # fmt: skip
def test_a_strange_question_is_answered(visitor: Client, asked: str) -> None:
    index.put([own()])
    html_of(visitor, PAGE + asked)


def test_pages_end(visitor: Client) -> None:
    index.put([own(key=f"{KEY}{n}", uri=f"https://campus.example/{n}") for n in range(21)])
    assert 'href="?page=2" rel="next"' in html_of(visitor, PAGE)
    assert 'href="." rel="prev"' in html_of(visitor, f"{PAGE}?page=2")
    html_of(visitor, f"{PAGE}?page=3", 404)


def test_a_course_says_all_that_is_known(visitor: Client) -> None:
    one = competencies(1, "Référentiel")[0]
    taught = Taught(one.identifier, one.uri, "Trier", "Référentiel")
    index.put([own(
        teaches=(taught,), assesses=(taught,), institutions=(House("École", "", "lead"),),
        enrolment_closes_at=WHEN + timedelta(3),
    )])  # fmt: skip
    with counted() as told:
        html = html_of(visitor, f"{PAGE}courses/{KEY}/")
    # The listing, the notice that programs are told, who pays, and what is certified.
    assert len(told) == 4
    for words in ("49.50\u00a0EUR", "12.5 h", "assessed in the course", "Leads the course",
                  "Enrolment closes", 'lang="fr"', "og:description", "checked by this site",
                  f"{PAGE}competencies/{one.identifier}/"):  # fmt: skip
        assert words in html
    assert "<script>alert" not in html


def test_a_course_elsewhere_says_where_and_when_it_was_read(visitor: Client) -> None:
    peer = Peer.objects.create(
        base_url="https://other.example", name="Autre campus", state="active", added_at=WHEN,
        feed_url="https://other.example/feed", good_at=WHEN,
    )  # fmt: skip
    facts = PeerFacts(record="1", uri=theirs().uri, title="Water")
    row = fill(PeerCourse(peer=peer, record="1", digest="", first_at=WHEN), facts, WHEN)
    row.save()
    index.put([theirs(number=row.pk)])
    page = f"{PAGE}elsewhere/{theirs().identifier}/"
    with counted() as told:
        html = html_of(visitor, page)
    assert len(told) == 2
    said = ("Autre campus", "what others doubt", "Read there on", "checks its own courses only")
    for words in said:
        assert words in html
    assert "javascript:" not in html
    html_of(visitor, f"{PAGE}courses/{KEY}/", 404)
    Peer.objects.update(state="removed")
    html_of(visitor, page, 404)


def test_a_competency_gathers_every_course_that_teaches_it(visitor: Client) -> None:
    one, other = competencies(2, "Référentiel")
    far = "https://far.example/water"
    Relation.objects.create(origin=one, destination_uri=far, kind="exactMatchOf")
    Relation.objects.create(
        origin=other, destination=one, destination_uri=one.uri, kind="exactMatchOf"
    )
    mine = Taught(one.identifier, one.uri, "Compétence 0")
    index.put([
        own(assesses=(mine,)),
        own(key=f"{KEY}2", uri="https://campus.example/2", title="Equal",
            teaches=(Taught(other.identifier, other.uri, "Compétence 1"),)),
        theirs(teaches=(Taught(named(far), far, "Water skill"),)),
        theirs(uri="https://other.example/2", title="Unrelated"),
    ])  # fmt: skip
    with counted() as told:
        html = html_of(visitor, f"{PAGE}competencies/{one.identifier}/")
    assert len(told) <= 7
    for words in ("3 courses", "Equal", "Water", "This competency is assessed there"):
        assert words in html
    assert "Unrelated" not in html
    assert "Water skill" in html_of(visitor, f"{PAGE}competencies/{named(far)}/")
    listed = html_of(visitor, f"{PAGE}competencies/?q=water")
    assert "Water skill" in listed
    assert "Compétence 0" not in listed
    assert "No competency here says" in html_of(visitor, f"{PAGE}competencies/?q=nothing")


def test_a_course_tells_who_pays_and_what_is_certified_while_it_keeps_the_covenant(
    monkeypatch: Any,
) -> None:
    """Sponsorship and certification answer by the platform's rooms; a breach hides both."""
    at = datetime(2026, 11, 27, tzinfo=UTC)

    class Money:
        def of(self, course_key: str) -> tuple[CourseSponsor, ...]:
            one = CourseSponsor("Eaux du Jura", "https://eaux.example/", "", "", at, None)
            return (one,) if kept.passes else ()  # whoever answers asks the covenant

        def facts(self, registrations: Any) -> dict[str, Any]:
            return {}

        def offers(self, course_key: str) -> tuple[CertificationOffer, ...]:
            return (CertificationOffer("RS1", "Eau", 150_00, "EUR", "https://here.example/RS1/"),)

    class Kept:
        passes = True

        def verdict(self, course_key: str) -> Any:
            return SimpleNamespace(passes=self.passes)

    kept = Kept()
    monkeypatch.setattr(sponsors, "_answering", [Money()])
    monkeypatch.setattr(registrations, "_certifications", [Money()])
    monkeypatch.setattr(covenants, "_answering", [kept])
    told = shown.money("course-v1:Agir+Eau+2026")
    assert told["sponsors"] == [{"name": "Eaux du Jura", "url": "https://eaux.example/"}]
    assert [one["title"] for one in told["certifications"]] == ["Eau"]
    assert "150" in told["certifications"][0]["price"]
    kept.passes = False
    assert shown.money("course-v1:Agir+Eau+2026") == {"sponsors": [], "certifications": []}


def test_each_page_of_the_commons_is_found_from_the_catalogue(visitor: Client) -> None:
    """A course team and who runs the site see their own ways in; nobody else does."""
    user = get_user_model().objects.create_user("ada")
    inside = Client(headers={"Accept-Language": "en"})
    inside.force_login(user)
    index.put([own()])
    course, managed = f"{PAGE}courses/{KEY}/", "/agir/covenant/"
    for client in (visitor, inside):
        html = html_of(client, PAGE)
        for place in ("themes", "calls", "institutions", "federation"):
            assert f'href="/agir/{place}/"' in html
        assert managed not in html
        assert "For the course team" not in html_of(client, course)
    user.is_staff = user.is_superuser = True
    user.save()
    assert f'href="{managed}"' in html_of(inside, PAGE)
    html = html_of(inside, course)
    for place in ("notice", "themes", "makers", "covenant/exams"):
        assert f'href="/agir/courses/{KEY}/{place}/"' in html
