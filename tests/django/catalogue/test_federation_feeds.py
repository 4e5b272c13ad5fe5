"""What other catalogues get over HTTP: signed, packed, told once, and gone when it is gone."""

from __future__ import annotations

import gzip
import json
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core.management import call_command
from django.test import Client

from agir_catalogue.api import notices
from agir_catalogue.domain.feed_rules import faults
from agir_catalogue.federation import listed
from agir_catalogue.notices.changes import log_change
from agir_kernel.clock import FixedClock, SystemClock
from agir_kernel.errors import DomainError
from agir_platform.memory import MemoryPlatform
from agir_platform.ports import Mode
from agir_platform.signing import messages, multikey
from agir_platform.signing.messages import Message

pytestmark = pytest.mark.django_db
SECRET = "IJvwWcRmxSFMHgqSMdI1LiPDCZ6Ks7rFUQvqzJZGJkAAbBcC"
OTHER = "p0VHoEFGHd3zI1Uyd_QqdZtqOEpQ9gyq1LtHhv1Qp9fWqfEz"
SITE = "https://campus.example"
WHERE = "/.well-known/mooc-federation.json"
FEED = "/api/agir/catalogue/v1/moochub"
LOG = "/api/agir/catalogue/v1/changes"
KEY = "course-v1:Agir+{}+2026"


@pytest.fixture(autouse=True)
def _here(settings: Any) -> None:
    settings.AGIR_SITE_URL = SITE
    settings.AGIR_CATALOGUE_OPERATOR = "Campus"
    settings.AGIR_SIGNING_KEYS = [{"id": "k1", "secret": SECRET}, {"id": "k2", "secret": OTHER}]


@pytest.fixture
def school(settings: Any) -> MemoryPlatform:
    """Three courses, of which the third is not listed."""
    settings.AGIR_PLATFORM_BACKEND = "agir_platform.memory.MemoryPlatform"
    from agir_platform.select import platform

    memory: Any = platform()
    for name in ("A", "B", "C"):
        memory.add_course(KEY.format(name))
    memory.say_of(KEY.format("A"), licence="creative-commons: ver=4.0 BY SA", summary="Trier.")
    memory.say_of(KEY.format("C"), is_listed=False)
    notices.refresh_all()
    found: MemoryPlatform = memory
    return found


def message(answer: Any, place: str) -> Message:
    """Return what a peer sees of an answer."""
    headers = {name.lower(): value for name, value in answer.headers.items()}
    asked = Message(method="GET", url=f"{SITE}{place}")
    return Message(headers, answer.content, status=answer.status_code, request=asked)


def keys(client: Client, *states: str) -> dict[str, bytes]:
    told = client.get(WHERE).json()["keys"]
    return {
        one["id"]: multikey.decode(one["publicKeyMultibase"])
        for one in told
        if one["state"] in states
    }


def checked(client: Client, answer: Any, place: str) -> str:
    trusted = keys(client, "current")
    return messages.verify(message(answer, place), trusted.get, SystemClock().now()).keyid


def test_a_peer_begins_at_a_place_known_to_all(client: Client) -> None:
    answer = client.get(WHERE)
    told = answer.json()
    assert told["operator"] == {
        "name": "Campus",
        "url": f"{SITE}/",
        "id": "did:web:campus.example:agir:issuer",
    }
    assert [one["state"] for one in told["keys"]] == ["current", "next"]
    feeds = {one["format"]: one for one in told["feeds"]}
    assert feeds["MOOChub"] == {"format": "MOOChub", "version": "3.0.1", "url": f"{SITE}{FEED}"}
    assert feeds["agir-changes"]["url"] == f"{SITE}{LOG}"
    assert "{course_key}" in feeds["AMB"]["template"]
    assert told["case"] == f"{SITE}/api/agir/competencies/v1/ims/case/v1p1"
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_a_statement_of_accessibility_is_told_when_there_is_one(
    client: Client, settings: Any
) -> None:
    assert "accessibility" not in client.get(WHERE).json()
    settings.AGIR_CATALOGUE_ACCESSIBILITY_URL = "https://campus.example/a11y"
    assert client.get(WHERE).json()["accessibility"] == "https://campus.example/a11y"


@pytest.mark.usefixtures("school")
def test_the_feed_holds_what_is_public(client: Client) -> None:
    told = client.get(FEED).json()
    courses = [one["attributes"] for one in told["data"]]
    assert [one["courseCode"] for one in courses] == [KEY.format("A"), KEY.format("B")]
    assert courses[0]["license"][0]["identifier"] == "CC-BY-SA-4.0"
    assert [faults(one) for one in courses] == [(), ()]
    assert told["links"] == dict.fromkeys(("self", "first", "last"), f"{SITE}{FEED}?page=1")


def test_pages_lead_to_each_other(
    client: Client, school: MemoryPlatform, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listed, "PAGE", 1)
    first = client.get(FEED).json()
    second = client.get(first["links"]["next"].removeprefix(SITE)).json()
    assert second["links"]["prev"] == first["links"]["self"]
    assert "next" not in second["links"]
    assert [one["id"] for one in first["data"]] != [one["id"] for one in second["data"]]
    assert client.get(f"{FEED}?page=3").json()["code"] == "page_unknown"


def test_a_course_that_leaves_is_a_tombstone_at_the_next_reading(
    client: Client, school: MemoryPlatform
) -> None:
    before = client.get(LOG).json()
    assert [(one["kind"], one["courseCode"][-6]) for one in before["changes"]] == [
        ("upsert", "A"),
        ("upsert", "B"),
    ]
    school.say_of(KEY.format("A"), is_listed=False)
    notices.refresh_all()
    (gone,) = client.get(f"{LOG}?after={before['cursor']}").json()["changes"]
    assert gone["kind"] == "tombstone"
    assert gone["id"] == before["changes"][0]["id"]
    assert "course" not in gone
    assert [one["attributes"]["courseCode"] for one in client.get(FEED).json()["data"]] == [
        KEY.format("B")
    ]


def test_the_log_is_read_in_steps_to_its_end(client: Client, school: MemoryPlatform) -> None:
    place, cursors = f"{LOG}?limit=1", []
    while place:
        told = client.get(place).json()
        cursors += [one["cursor"] for one in told["changes"]]
        place = told["links"].get("next", "").removeprefix(SITE)
    assert cursors == [1, 2]
    notices.refresh_all()
    assert client.get(f"{LOG}?after=2").json()["changes"] == []  # nothing changed: nothing told


def test_a_way_in_that_ends_by_its_date_is_a_change(client: Client, school: MemoryPlatform) -> None:
    """Nobody touched the course: peers hear of it all the same, at the next nightly refresh."""
    now = SystemClock().now()
    ends, paid = Mode("audit", 0, "", now - timedelta(days=1)), Mode("verified", 5000, "EUR")
    school.say_of(KEY.format("B"), modes=(ends, paid))
    notices.refresh_all(clock=FixedClock(now - timedelta(days=2)))
    cursor = client.get(LOG).json()["cursor"]
    notices.refresh_all(clock=FixedClock(now))
    (told,) = client.get(f"{LOG}?after={cursor}").json()["changes"]
    assert told["course"]["attributes"]["access"] == ["paid"]
    assert notices.refresh_all(clock=FixedClock(now)) == ()


def test_a_log_line_whose_notice_is_gone_is_a_tombstone(client: Client) -> None:
    log_change(KEY.format("Z"), "upsert")
    (told,) = client.get(LOG).json()["changes"]
    assert told["kind"] == "tombstone"


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ("after=99", 410, "cursor_unknown"),
        ("after=-1", 400, "query_malformed"),
        ("after=1e3", 400, "query_malformed"),
        ("after=٣", 400, "query_malformed"),
        (f"after={'9' * 40}", 400, "query_malformed"),
        ("limit=0", 400, "query_malformed"),
        ("limit=501", 400, "query_malformed"),
    ],
)
def test_a_question_that_is_none_is_refused(
    client: Client, query: str, status: int, code: str
) -> None:
    answer = client.get(f"{LOG}?{query}")
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert "%(" not in answer.json()["detail"]


@pytest.mark.usefixtures("school")
@pytest.mark.parametrize("place", [WHERE, FEED, f"{FEED}?page=1", f"{LOG}?after=1&limit=5"])
@pytest.mark.parametrize("packing", ["", "gzip"])
def test_what_is_answered_is_signed(client: Client, place: str, packing: str) -> None:
    answer = client.get(place, headers={"Accept-Encoding": packing})
    assert (answer.get("Content-Encoding", "") == "gzip") == bool(packing)
    assert checked(client, answer, place).endswith("#k1")
    with pytest.raises(DomainError) as refusal:
        checked(client, answer, f"{place}x")
    assert refusal.value.code == "signature_wrong"
    tampered = message(answer, place)
    with pytest.raises(DomainError):
        messages.verify(
            Message(tampered.headers, answer.content[:-1] + b" ", status=200,
                    request=tampered.request),
            keys(client, "current").get,
            SystemClock().now(),
        )  # fmt: skip


@pytest.mark.usefixtures("school")
def test_who_has_it_gets_nothing_again_and_a_signed_nothing(client: Client) -> None:
    plain, packed = (
        client.get(FEED, headers={"Accept-Encoding": packing}) for packing in ("", "gzip")
    )
    assert plain["ETag"] != packed["ETag"]
    assert gzip.decompress(packed.content) == plain.content
    again = client.get(FEED, headers={"If-None-Match": f'"other", W/{plain["ETag"]}'})
    assert (again.status_code, again.content) == (304, b"")
    found = messages.verify(
        message(again, FEED),
        keys(client, "current").get,
        SystemClock().now(),
        must=('"@status"', '"etag"', *messages.ASKED),
    )
    assert found.expires - found.created == timedelta(hours=1)


def test_a_key_rolls_over_and_no_peer_asks_a_person(
    client: Client, school: MemoryPlatform, settings: Any
) -> None:
    known = keys(client, "current", "next")  # what a peer learned while k1 signed
    settings.AGIR_SIGNING_KEYS = [
        {"id": "k2", "secret": OTHER},
        {"id": "k1", "secret": SECRET, "state": "retired"},
    ]
    answer = client.get(LOG)
    found = messages.verify(message(answer, LOG), known.get, SystemClock().now())
    assert found.keyid.endswith("#k2")
    assert [one["state"] for one in client.get(WHERE).json()["keys"]] == ["current", "retired"]


@pytest.mark.usefixtures("school")
def test_a_site_without_a_key_answers_unsigned(client: Client, settings: Any) -> None:
    settings.AGIR_SIGNING_KEYS = []
    assert "Signature" not in client.get(FEED)
    told = client.get(WHERE).json()
    assert "keys" not in told or [one["state"] for one in told["keys"]] == ["retired"]


@pytest.mark.usefixtures("school")
@pytest.mark.parametrize("place", [WHERE, FEED, LOG, "/agir/catalogue/sitemap.xml"])
def test_statements_do_not_grow(
    client: Client, place: str, django_assert_max_num_queries: Any
) -> None:
    client.get(place)
    with django_assert_max_num_queries(10):
        assert client.get(place).status_code == 200


@pytest.mark.usefixtures("school")
def test_the_documents_of_one_course_and_the_sitemap(client: Client) -> None:
    here = f"/agir/catalogue/courses/{KEY.format('A')}"
    linked, amb = client.get(f"{here}.json"), client.get(f"{here}/amb.json")
    assert linked.json()["@id"] == amb.json()["id"] == f"{SITE}{here}/"
    assert linked["Content-Type"] == amb["Content-Type"] == "application/ld+json"
    assert client.get(f"/agir/catalogue/courses/{KEY.format('C')}.json").status_code == 404
    root = ElementTree.fromstring(client.get("/agir/catalogue/sitemap.xml").content)
    places = [one[0].text for one in root]
    assert places == [
        f"{SITE}/agir/catalogue/",
        f"{SITE}/agir/catalogue/courses/{KEY.format('B')}/",
        f"{SITE}{here}/",
    ]


def test_only_reading(client: Client) -> None:
    assert client.post(FEED).status_code == 405


@pytest.mark.usefixtures("school")
def test_the_page_of_a_course_says_the_same_to_search_engines(client: Client) -> None:
    here = f"/agir/catalogue/courses/{KEY.format('A')}"
    call_command("agir_refresh_catalogue")
    _, _, rest = client.get(f"{here}/").content.decode().partition('"application/ld+json">')
    assert json.loads(rest.partition("</script>")[0]) == client.get(f"{here}.json").json()
