"""Operators that tell AMB: the same quarantine, guards and folding as for MOOChub."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from amb_cases import document
from peer_world import FEED, NOW, Peer, course, key, serving

from agir_catalogue.api import peers
from agir_catalogue.domain.peer import FAULTS_ALLOWED
from agir_catalogue.models import Peer as Row
from agir_catalogue.models import PeerCourse, PeerMerge
from agir_kernel.clock import FixedClock

pytestmark = pytest.mark.django_db
CLOCK = FixedClock(NOW)


@pytest.fixture
def there(settings: Any) -> Iterator[Peer]:
    with serving(settings) as peer:
        yield peer


def tell(there: Peer, *pages: Any) -> None:
    """Have the peer answer these pages at its feed; a callable is given the feed's address."""
    asked = there.answer

    def answer(path: str, query: dict[str, list[str]]) -> tuple[int, Any]:
        if path == FEED:
            page = pages[int(query.get("page", ["1"])[0]) - 1]
            return 200, page(there.feed) if callable(page) else page
        return asked(path, query)

    there.answer = answer


def read(there: Peer) -> tuple[int, Any]:
    seen = peers.look(there.feed, clock=CLOCK)
    number = peers.trust(there.feed, seen.seal, clock=CLOCK)
    return number, peers.harvest(number, clock=CLOCK)


SHAPES = {
    "list": lambda docs: docs,
    "graph": lambda docs: {"@context": docs[0]["@context"], "@graph": docs},
    "items": lambda docs: {
        "@type": "ItemList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "item": one}
            for place, one in enumerate(docs, start=1)
        ],
    },
    "hydra": lambda docs: {"@type": "hydra:Collection", "hydra:member": docs},
}


@pytest.mark.parametrize("shape", SHAPES)
def test_each_way_to_list_documents_is_read_and_a_second_time_writes_none(
    there: Peer, shape: str
) -> None:
    docs = [document(1), document(2), document(3, name=None), document(4, type=["Book"],
            learningResourceType=None)]  # fmt: skip
    tell(there, SHAPES[shape](docs))
    number, outcome = read(there)
    assert (outcome.added, outcome.rejected) == (2, 2)
    reasons = {one.reason for one in peers.rejections(number)}
    assert reasons == {"record_incomplete", "record_not_course"}
    assert not peers.harvest(number, clock=CLOCK).is_changed
    (first, _) = sorted(peers.courses(), key=lambda one: one.uri)
    assert (first.title, first.licence_spdx, first.is_free) == ("Kurs 1", "CC-BY-SA-4.0", True)


@pytest.mark.parametrize(
    "link",
    [
        lambda url: {"next": f"{url}?page=2"},
        lambda url: {"next": {"@id": f"{url}?page=2"}},
        lambda url: {"links": {"next": f"{url}?page=2"}},
        lambda url: {"view": {"id": url, "next": f"{url}?page=2"}},
    ],
)
def test_pages_are_followed(there: Peer, link: Any) -> None:
    tell(there, lambda url: {"@graph": [document(1)], **link(url)}, [document(2)])
    assert read(there)[1].added == 2


@pytest.mark.parametrize("place", ["http://elsewhere.example/feed", "/feed"])
def test_no_page_leads_elsewhere_or_in_a_ring(there: Peer, place: str) -> None:
    tell(there, {"@graph": [document(1)]})
    number, _ = read(there)
    tell(there, {"@graph": [document(2)], "next": place})
    outcome = peers.harvest(number, clock=CLOCK, is_full=True)
    assert outcome.reason == "feed_astray"
    assert [one.title for one in peers.courses()] == ["Kurs 1"], "what was there stays"


@pytest.mark.parametrize("page", [[], {}, "text", 7, {"error": "closed"}, {"@graph": 7}])
def test_a_broken_answer_takes_no_course_away(there: Peer, page: Any) -> None:
    tell(there, [document(1)])
    number, _ = read(there)
    tell(there, page)
    for _ in range(FAULTS_ALLOWED):
        assert peers.harvest(number, clock=CLOCK, is_full=True).reason == "feed_malformed"
    assert PeerCourse.objects.filter(gone_at=None).count() == 1
    assert Row.objects.get().state == "quarantined"


def test_who_is_not_told_any_more_is_gone(there: Peer) -> None:
    tell(there, [document(1), document(2)])
    number, _ = read(there)
    tell(there, {"@graph": []})
    later = FixedClock(NOW + timedelta(hours=1))
    assert peers.harvest(number, clock=later, is_full=True).gone == 2


def test_one_course_told_by_two_operators_is_one(there: Peer, settings: Any) -> None:
    """MOOChub at one place, AMB at the other: the same address folds them."""
    tell(there, [document(1)])
    read(there)
    with serving(settings) as other:
        other.courses = [course(1, url="https://campus.example/amb/1")]
        read(other)
    assert PeerMerge.objects.filter(state="made", rule="uri").count() == 1
    assert len(peers.courses()) == 1


def test_a_signed_operator_names_its_feed_of_amb(there: Peer) -> None:
    """One that told MOOChub before is not needed: the document at the known place is enough."""
    there.signer = key(1)
    there.document = {
        "version": "1", "operator": {"name": "OER A"},
        "feeds": [{"format": "AMB", "url": there.feed}],
        "keys": [],
    }  # fmt: skip
    there.keys = [(there.signer, "current")]
    there.document["keys"] = there._document()["keys"]
    tell(there, [document(1)])
    seen = peers.look(there.base, clock=CLOCK)
    assert (seen.name, seen.feed_url, len(seen.keys)) == ("OER A", there.feed, 1)
    number = peers.trust(there.base, seen.seal, clock=CLOCK)
    assert peers.harvest(number, clock=CLOCK).added == 1
    there.spoil = lambda headers, body: (headers, body.replace(b"Kurs", b"Kurz"))
    spoilt = peers.harvest(number, clock=CLOCK, is_full=True)
    assert spoilt.reason in {"signature_wrong", "feed_malformed"}
    assert [one.title for one in peers.courses()] == ["Kurs 1"]


def test_a_thousand_are_read_at_one_look(there: Peer) -> None:
    """Their speed is that of MOOChub's, which ``tests/benchmarks/bench_harvest.py`` measures."""
    tell(there, [document(number) for number in range(1000)])
    assert read(there)[1].added == 1000


def test_what_this_site_tells_is_read_as_it_was_meant(there: Peer) -> None:
    """Our own AMB document of a notice, told back by another operator."""
    from federation_cases import notice

    from agir_catalogue.federation import amb
    from agir_catalogue.federation.words import Operator

    told = json.loads(json.dumps(amb.document(notice(), Operator("Campus", there.base))))
    tell(there, told)
    assert read(there)[1].added == 1
    (found,) = peers.courses()
    assert found.title == notice().title
    assert found.is_free is notice().is_free


def test_what_looks_alike_waits_for_a_person_and_comes_apart_for_good(
    there: Peer, settings: Any
) -> None:
    tell(there, [document(1, name="Wasser für alle Menschen")])
    read(there)
    with serving(settings) as other:
        other.courses = [course(1, name="Wasser für alle Mensch")]
        number, _ = read(other)
        (pair,) = peers.merges()
        assert (pair.rule, pair.state) == ("likeness", "proposed")
        assert len(peers.courses()) == 2, "nothing is folded before somebody says so"
        peers.confirm_merge(pair.id, clock=CLOCK)
        assert len(peers.courses()) == 1
        peers.undo_merge(pair.id, "Two teachers", clock=CLOCK)
        other.courses.append(course(2))
        peers.harvest(number, clock=CLOCK, is_full=True)
    assert len(peers.courses()) == 3
    assert peers.merges() == (), "what a person took apart is not proposed again"
