"""The pages of other operators: everybody reads how they do, who runs the site decides."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from peer_world import Peer, course, key, serving

from agir_catalogue.api import peers
from agir_catalogue.models import Peer as Row

pytestmark = pytest.mark.django_db


@pytest.fixture
def there(settings: Any) -> Iterator[Peer]:
    with serving(settings) as peer:
        peer.at = timezone.now()
        yield peer


@pytest.fixture
def operator(admin_user: Any) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(admin_user)
    return client


@pytest.fixture
def learner(django_user_model: Any) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(django_user_model.objects.create(username="somebody"))
    return client


def words(response: Any) -> str:
    return response.content.decode()


def read(there: Peer) -> int:
    seen = peers.look(there.feed)
    number = peers.trust(there.feed, seen.seal)
    peers.harvest(number)
    return number


def test_an_operator_looks_then_trusts_and_its_courses_are_there(
    there: Peer, operator: Client, django_capture_on_commit_callbacks: Any
) -> None:
    there.signer, there.keys = key(1), [(key(1), "current")]
    there.add(course(1))
    looked = operator.post("/agir/federation/add/", {"url": there.base})
    page = words(looked)
    assert "Campus A" in page
    assert "z6Mk" in page
    assert not Row.objects.exists()
    form = {"url": there.base, "seal": looked.context["found"].seal}
    with django_capture_on_commit_callbacks(execute=True):
        trusted = operator.post("/agir/federation/add/", form)
    number = Row.objects.get().pk
    assert trusted["Location"] == f"/agir/federation/{number}/"
    assert "Course 1" in words(operator.get(trusted["Location"]))
    assert operator.post("/agir/federation/add/", form).status_code == 409


def test_what_was_not_seen_is_not_trusted(there: Peer, operator: Client) -> None:
    there.courses = [course(1)]
    refused = operator.post("/agir/federation/add/", {"url": there.feed, "seal": "0" * 64})
    assert refused.status_code == 409
    assert 'role="alert"' in words(refused)
    assert not Row.objects.exists()


@pytest.mark.parametrize("url", ["https://10.0.0.1/", "nothing", "https://localhost/"])
def test_an_address_that_leads_nowhere_says_what_to_do(operator: Client, url: str) -> None:
    refused = operator.post("/agir/federation/add/", {"url": url})
    assert refused.status_code in (400, 422)
    assert 'role="alert"' in words(refused)


def test_everybody_reads_the_health_of_a_peer_in_few_statements(there: Peer) -> None:
    there.courses = [course(1, access=["free"], offer=[]), {"id": "bad"}]
    number = read(there)
    there.raw = b"no"
    peers.harvest(number)
    with CaptureQueriesContext(connection) as queries:
        page = words(Client(headers={"accept-language": "en"}).get(f"/agir/federation/{number}/"))
    assert len(queries) <= 10
    assert "What it answered is no feed." in page
    assert "Its last good courses are shown." in page
    assert "It is not written as the format says." in page
    assert "Course 1" in page
    assert "/act/" not in page
    with CaptureQueriesContext(connection) as queries:
        listed = words(Client(headers={"accept-language": "en"}).get("/agir/federation/"))
    assert len(queries) <= 10
    assert "127.0.0.1" in listed


def test_a_doubt_is_put_down_read_by_all_and_answered(
    there: Peer, learner: Client, operator: Client
) -> None:
    there.courses = [course(1, access=["free"], offer=[])]
    number = read(there)
    path = f"/agir/federation/courses/{peers.courses()[0].id}/"
    page = words(Client(headers={"accept-language": "en"}).get(path))
    assert "no offer of it costs nothing" in page
    assert "Sign in to say" in page
    refused = Client().post(path, {"text": "x"})
    assert refused.status_code == 403
    assert learner.post(path, {"text": " "}).status_code == 422
    assert learner.post(path, {"text": "It <b>costs</b> 60 €."}).status_code == 302
    page = words(Client().get(path))
    assert "It &lt;b&gt;costs&lt;/b&gt; 60 €." in page
    assert "somebody" not in page
    (said,) = peers.disputes()
    form = {"text": "We asked.", "peer": number}
    assert learner.post(f"/agir/federation/disputes/{said.id}/", form).status_code == 403
    assert operator.post(f"/agir/federation/disputes/{said.id}/", form).status_code == 302
    assert "We asked." in words(Client().get("/agir/federation/"))


def test_a_peer_is_paused_resumed_and_removed(there: Peer, operator: Client) -> None:
    there.courses = [course(1)]
    number = read(there)
    act = f"/agir/federation/{number}/act/"
    for said, state in (("pause", "paused"), ("resume", "active"), ("remove", "removed")):
        assert operator.post(act, {"act": said}).status_code == 302
        assert Row.objects.get().state == state
    assert operator.post(act, {"act": "resume"}).status_code == 409
    assert Client().get(f"/agir/federation/{number}/").status_code == 404
    assert operator.get(f"/agir/federation/{number}/").status_code == 200
    assert "127.0.0.1" not in words(Client().get("/agir/federation/"))


def test_two_courses_are_taken_apart_with_a_reason(
    there: Peer, operator: Client, settings: Any
) -> None:
    there.courses = [course(1)]
    read(there)
    with serving(settings) as other:
        there_too = course(2, base="https://b.example", sameAs=["https://campus.example/courses/1"])
        other.courses = [there_too]
        read(other)
    page = words(operator.get("/agir/federation/same/"))
    assert "It says so itself." in page
    (made,) = peers.merges()
    path = f"/agir/federation/same/{made.id}/"
    assert operator.post(path, {"act": "apart", "reason": "Not so"}).status_code == 302
    assert operator.post(path, {"act": "apart"}).status_code == 409
    assert "No two courses look the same." in words(operator.get("/agir/federation/same/"))


def test_the_age_of_what_is_shown_is_told(there: Peer) -> None:
    there.courses = [course(1)]
    number = read(there)
    Row.objects.update(good_at=timezone.now() - timedelta(days=3, minutes=1))
    page = words(Client(headers={"accept-language": "en"}).get(f"/agir/federation/{number}/"))
    assert "last read well 3" in page
