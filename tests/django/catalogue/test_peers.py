"""Courses of other operators: what comes in, what is refused, and what nothing may take away."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from peer_world import LOG, NOW, WELL_KNOWN, Peer, course, key, serving

from agir_catalogue.api import peers
from agir_catalogue.domain.peer import FAULTS_ALLOWED
from agir_catalogue.federation.incoming import refusals, shown
from agir_catalogue.models import Harvest, Listing, PeerCourse, PeerKeyChange, PeerMerge
from agir_catalogue.models import Peer as Row
from agir_kernel.clock import FixedClock
from agir_platform.http import AddressRefused
from agir_platform.learners import api as learners

pytestmark = pytest.mark.django_db
CLOCK = FixedClock(NOW)


@pytest.fixture
def there(settings: Any) -> Iterator[Peer]:
    with serving(settings) as peer:
        yield peer


def trusted(there: Peer, **clock: Any) -> int:
    """Have an operator look at the peer and trust it."""
    url = there.base if there.log is not None or there.keys else there.feed
    seen = peers.look(url, clock=CLOCK)
    return peers.trust(url, seen.seal, clock=CLOCK)


def later(minutes: int) -> FixedClock:
    return FixedClock(NOW + timedelta(minutes=minutes))


def titles() -> list[str]:
    return [one.title for one in peers.courses(limit=500)]


# --- a feed of MOOChub, page by page ------------------------------------------------------------


def test_all_pages_come_in_and_a_second_reading_writes_no_course(there: Peer) -> None:
    there.courses, there.page = [course(number) for number in range(5)], 2
    number = trusted(there)
    first = peers.harvest(number, clock=CLOCK)
    assert (first.added, first.changed, first.gone, first.held) == (5, 0, 0, 5)
    assert there.asked[-3:] == ["/feed", "/feed?page=2", "/feed?page=3"]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        again = peers.harvest(number, clock=later(5))
    assert not again.is_changed
    written = [
        one["sql"] for one in queries if one["sql"].startswith(("INSERT", "UPDATE", "DELETE"))
    ]
    assert len(written) == 1
    assert written[0].replace("`", '"').startswith('UPDATE "agir_catalogue_peer" ')
    assert Harvest.objects.count() == 1
    assert Listing.objects.filter(origin="127.0.0.1").count() == 5


def test_a_feed_of_one_page_that_is_the_same_is_not_even_sent(there: Peer) -> None:
    there.courses = [course(1)]
    number = trusted(there)
    peers.harvest(number, clock=CLOCK)
    Row.objects.update(good_at=NOW - timedelta(days=1))
    assert not peers.harvest(number, clock=CLOCK).is_changed
    assert Row.objects.get().good_at == NOW
    assert titles() == ["Course 1"]


def test_what_changed_and_what_is_gone_is_seen_at_the_next_reading(there: Peer) -> None:
    there.courses = [course(1), course(2), course(3)]
    number = trusted(there)
    peers.harvest(number, clock=CLOCK)
    there.courses = [course(1), course(2, name="Another title")]
    outcome = peers.harvest(number, clock=later(5))
    assert (outcome.added, outcome.changed, outcome.gone) == (0, 1, 1)
    assert titles() == ["Course 1", "Another title"]
    assert Listing.objects.count() == 2
    there.courses.append(course(3))
    assert peers.harvest(number, clock=later(6)).changed == 1
    assert "Course 3" in titles()


def test_one_bad_record_loses_itself_alone_and_its_reason_is_kept(there: Peer) -> None:
    bad = [{"id": "x"}, 7, course(3, url="javascript:alert(1)"), course(4, name=""), course(1)]
    there.courses = [course(1), *bad, course(2)]
    number = trusted(there)
    outcome = peers.harvest(number, clock=CLOCK)
    assert (outcome.added, outcome.rejected) == (2, 5)
    reasons = sorted(one.reason for one in peers.rejections(number))
    assert reasons == [
        "record_incomplete", "record_incomplete", "record_malformed", "record_malformed",
        "record_repeated",
    ]  # fmt: skip
    there.courses = [course(1), course(2), course(4)]
    peers.harvest(number, clock=later(1))
    assert peers.rejections(number) == ()
    assert titles() == ["Course 1", "Course 2", "Course 4"]


def test_a_record_that_became_wrong_keeps_its_last_good_face(there: Peer) -> None:
    there.courses = [course(1), course(2)]
    number = trusted(there)
    peers.harvest(number, clock=CLOCK)
    there.courses = [course(1), course(2, name=None)]
    outcome = peers.harvest(number, clock=later(1))
    assert (outcome.gone, outcome.rejected) == (0, 1)
    assert titles() == ["Course 1", "Course 2"]


def test_nothing_of_a_strangers_markup_is_kept(there: Peer) -> None:
    there.courses = [
        course(
            1,
            name="<b>Title\u202e</b>\n",
            description='<script>alert(1)</script><p onclick="x">One</p><p>Two &lt;b&gt;</p>',
        )
    ]
    peers.harvest(trusted(there), clock=CLOCK)
    (one,) = peers.courses()
    assert one.title == "<b>Title</b>"  # a title is text: shown as it is written
    assert one.summary == "One\nTwo <b>"


def test_what_this_version_does_not_know_is_kept_to_the_letter(there: Peer) -> None:
    said = {"workload": {"timeValue": 3, "timeUnit": "h/week"}, "x-other": [0.7, None, {"é": "ü"}]}
    there.courses = [course(1, **said)]
    peers.harvest(trusted(there), clock=CLOCK)
    assert peers.courses()[0].rest == said


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"<html>", "feed_malformed"),
        (b'{"data": {}}', "feed_malformed"),
        (b'{"data": [' + b"[" * 200 + b"]" * 200 + b"]}", "feed_malformed"),
        (b'{"data": [NaN]}', "feed_malformed"),
        (b"[" * 100_000, "feed_malformed"),
        (b'{"data": [], "links": {"next": "http://127.0.0.1:1/feed"}}', "feed_astray"),
        (b'{"data": [], "links": {"next": "/feed"}}', "feed_astray"),
    ],
)
def test_an_answer_that_is_no_feed_takes_no_course_away(
    there: Peer, body: bytes, code: str
) -> None:
    there.courses = [course(1)]
    number = trusted(there)
    peers.harvest(number, clock=CLOCK)
    there.raw = body
    assert peers.harvest(number, clock=later(1)).reason == code
    assert titles() == ["Course 1"]
    seen = peers.peer(number)
    assert (seen.faults, seen.reason, seen.good_at) == (1, code, NOW)


def test_a_connection_that_is_cut_takes_no_course_away(there: Peer) -> None:
    there.courses, there.page = [course(number) for number in range(4)], 2
    number = trusted(there)
    peers.harvest(number, clock=CLOCK)
    there.courses, there.cut = [course(9)], "/feed"
    assert peers.harvest(number, clock=later(1)).reason == "address_unreachable"
    assert len(titles()) == 4
    there.cut = ""
    assert peers.harvest(number, clock=later(2)).gone == 4


def test_a_peer_that_keeps_failing_waits_for_a_person_and_stops_no_other(
    there: Peer, settings: Any
) -> None:
    there.courses = [course(1)]
    first = trusted(there)
    with serving(settings) as other:
        other.courses = [course(2, base="https://other.example")]
        second = peers.trust(other.feed, peers.look(other.feed, clock=CLOCK).seal, clock=CLOCK)
        list(peers.harvest_all(clock=CLOCK))
        there.raw = b"no"
        for minute in range(FAULTS_ALLOWED):
            outcomes = {one.peer: one for one in peers.harvest_all(clock=later(minute + 1))}
            assert (outcomes[first].reason, outcomes[second].reason) == ("feed_malformed", "")
        assert [one.peer for one in peers.harvest_all(clock=later(9))] == [second]
    assert peers.peer(first).state == "quarantined"
    assert sorted(titles()) == ["Course 1", "Course 2"]
    with pytest.raises(refusals.PeerNotRead):
        peers.harvest(first, clock=later(10))
    there.raw = None
    peers.set_state(first, peers.State.ACTIVE)
    assert peers.harvest(first, clock=later(11)).reason == ""


def test_a_peer_that_is_removed_is_hidden_at_once_and_keeps_its_history(there: Peer) -> None:
    there.courses = [course(1)]
    number = trusted(there)
    peers.harvest(number, clock=CLOCK)
    peers.set_state(number, peers.State.REMOVED, clock=CLOCK)
    assert titles() == []
    assert Listing.objects.count() == 0
    assert peers.peers() == ()
    assert PeerCourse.objects.count() == 1
    with pytest.raises(refusals.PeerStateRefused):
        peers.set_state(number, peers.State.ACTIVE, clock=CLOCK)
    assert trusted(there) == number
    assert titles() == ["Course 1"]


@pytest.mark.parametrize(
    "url", ["https://10.0.0.1/feed", "http://peer.example/", "ftp://x/", "https://u:p@x.example/"]
)
def test_no_private_place_is_asked(url: str) -> None:
    with pytest.raises((AddressRefused, refusals.PeerAddressUnfit)):
        peers.look(url, clock=CLOCK)


def test_this_site_is_no_peer_of_itself() -> None:
    with pytest.raises(refusals.PeerAddressUnfit):
        peers.look("http://localhost:8000/", clock=CLOCK)


# --- a site of this suite: keys and the log -----------------------------------------------------


@pytest.fixture
def signed(there: Peer) -> Peer:
    there.signer, there.keys = key(1), [(key(1), "current")]
    there.add(course(1), course(2))
    return there


def test_a_log_is_followed_from_where_it_was_left(signed: Peer) -> None:
    number = trusted(signed)
    assert peers.peer(number).name == "Campus A"
    assert peers.harvest(number, clock=CLOCK).added == 2
    signed.asked.clear()
    assert not peers.harvest(number, clock=later(1)).is_changed
    assert len(signed.asked) == 2  # who it is, and that nothing is new
    signed.add({"id": course(1)["id"]}, course(2, name="New"), course(3))
    outcome = peers.harvest(number, clock=later(2))
    assert (outcome.added, outcome.changed, outcome.gone) == (1, 1, 1)
    assert sorted(titles()) == ["Course 3", "New"]
    assert sorted(Listing.objects.values_list("title_key", flat=True)) == ["course 3", "new"]


def test_a_log_that_was_begun_anew_is_read_from_its_beginning(signed: Peer) -> None:
    number = trusted(signed)
    peers.harvest(number, clock=CLOCK)
    signed.log, signed.begun = [], 1000
    signed.add(course(2))
    outcome = peers.harvest(number, clock=later(1))
    assert (outcome.added, outcome.gone, outcome.reason) == (0, 1, "")
    assert titles() == ["Course 2"]


def _tampered(headers: dict[str, str], body: bytes) -> tuple[dict[str, str], bytes]:
    return headers, body.replace(b"Course", b"Hoax!!")


def _unsigned(headers: dict[str, str], body: bytes) -> tuple[dict[str, str], bytes]:
    return {name: value for name, value in headers.items() if "sign" not in name}, body


@pytest.mark.parametrize(
    ("spoil", "code"), [(_tampered, "signature_wrong"), (_unsigned, "signature_missing")]
)
def test_what_is_not_signed_as_it_came_is_refused(signed: Peer, spoil: Any, code: str) -> None:
    number = trusted(signed)
    peers.harvest(number, clock=CLOCK)
    signed.add(course(1, name="Course of another"))
    signed.spoil = spoil
    assert peers.harvest(number, clock=later(1)).reason == code
    assert titles() == ["Course 1", "Course 2"]


def test_an_answer_of_yesterday_and_one_of_an_unknown_key_are_refused(signed: Peer) -> None:
    number = trusted(signed)
    peers.harvest(number, clock=CLOCK)
    assert peers.harvest(number, clock=later(24 * 60)).reason == "signature_expired"
    signed.signer = key(9)
    assert peers.harvest(number, clock=later(1)).reason == "signature_key_unknown"


def test_an_answer_that_is_older_than_the_last_is_a_replay(signed: Peer) -> None:
    number = trusted(signed)
    signed.at = NOW + timedelta(minutes=10)
    peers.harvest(number, clock=later(10))
    signed.at = NOW  # within its hour, and signed by the right key
    assert peers.harvest(number, clock=later(11)).reason == "feed_replayed"
    assert peers.peer(number).good_at == NOW + timedelta(minutes=10)


def test_a_key_hands_over_to_the_next_and_only_to_one_it_named(signed: Peer) -> None:
    number = trusted(signed)
    peers.harvest(number, clock=CLOCK)
    signed.keys.append((key(2), "next"))
    peers.harvest(number, clock=later(1))
    signed.signer, signed.keys = key(2), [(key(2), "current"), (key(1), "retired")]
    signed.add(course(3))
    assert peers.harvest(number, clock=later(2)).added == 1
    acts = list(PeerKeyChange.objects.values_list("act", "word"))
    assert acts == [
        ("trusted", "operator"),
        ("trusted", "did:web:peer.example#k1"),
        ("dropped", "did:web:peer.example#k2"),
    ]
    signed.signer = key(1)  # a key that was given up signs no more
    assert peers.harvest(number, clock=later(3)).reason == "signature_key_unknown"
    signed.signer, signed.keys = key(3), [(key(3), "current")]  # and nobody puts in their own
    assert peers.harvest(number, clock=later(4)).reason == "signature_key_unknown"


def test_who_shows_keys_that_it_does_not_hold_is_not_trusted(signed: Peer) -> None:
    signed.signer = key(9)
    with pytest.raises(Exception, match="signature_key_unknown"):
        peers.look(signed.base, clock=CLOCK)


def test_what_was_seen_is_what_is_trusted(signed: Peer) -> None:
    seen = peers.look(signed.base, clock=CLOCK)
    signed.signer, signed.keys = key(5), [(key(5), "current")]
    with pytest.raises(refusals.PeerKeysMoved):
        peers.trust(signed.base, seen.seal, clock=CLOCK)
    assert not Row.objects.exists()


def test_feeds_of_another_host_are_not_followed(signed: Peer) -> None:
    signed.document = json.loads(json.dumps(signed.answer(WELL_KNOWN, {})[1]))
    signed.document["feeds"][1]["url"] = f"https://10.0.0.1{LOG}"
    with pytest.raises(refusals.FeedAstray):
        peers.look(signed.base, clock=CLOCK)


# --- the same course twice ----------------------------------------------------------------------


@pytest.fixture
def two(there: Peer, settings: Any) -> Iterator[tuple[int, int]]:
    """Two peers; the second says that its course is one of the first."""
    there.courses = [course(1), course(2)]
    with serving(settings) as other:
        mine = course(7, base="https://other.example", sameAs=["https://campus.example/courses/1"])
        other.courses = [mine, course(8, base="https://other.example", name="Course 2")]
        numbers = (trusted(there), trusted(other))
        list(peers.harvest_all(clock=CLOCK))
        yield numbers


def test_a_declared_double_is_folded_and_a_title_only_proposes(two: tuple[int, int]) -> None:
    made, waits = sorted(peers.merges(), key=lambda one: one.state)
    assert (made.rule, made.state, made.title, made.into_title) == (
        "same_as", "made", "Course 7", "Course 1",
    )  # fmt: skip
    assert (waits.rule, waits.state, waits.title) == ("title", "proposed", "Course 2")
    assert sorted(titles()) == ["Course 1", "Course 2", "Course 2"]
    assert Listing.objects.count() == 3


def test_what_an_operator_takes_apart_stays_apart(two: tuple[int, int]) -> None:
    made = next(one for one in peers.merges() if one.state == "made")
    peers.undo_merge(made.id, "Another year", clock=CLOCK)
    assert "Course 7" in titles()
    assert Listing.objects.count() == 4
    Row.objects.update(etag="")
    PeerCourse.objects.update(digest="")
    list(peers.harvest_all(clock=later(1)))
    assert "Course 7" in titles()
    row = PeerMerge.objects.get(pk=made.id)
    assert (row.state, row.reason) == ("undone", "Another year")
    with pytest.raises(refusals.MergeUnknown):
        peers.undo_merge(made.id, "", clock=CLOCK)


def test_a_person_confirms_what_was_proposed(two: tuple[int, int]) -> None:
    waits = next(one for one in peers.merges() if one.state == "proposed")
    peers.confirm_merge(waits.id, clock=CLOCK)
    assert sorted(titles()) == ["Course 1", "Course 2"]
    assert Listing.objects.count() == 2


def test_a_course_comes_back_when_the_one_it_was_folded_into_goes(two: tuple[int, int]) -> None:
    peers.set_state(two[0], peers.State.REMOVED, clock=CLOCK)
    assert sorted(titles()) == ["Course 2", "Course 7"]
    assert Listing.objects.count() == 2


# --- what is doubted ----------------------------------------------------------------------------


def test_a_dispute_is_public_answered_once_and_nobodys_after_they_leave(
    there: Peer, django_user_model: Any
) -> None:
    there.courses = [course(1)]
    peers.harvest(trusted(there), clock=CLOCK)
    (one,) = peers.courses()
    user = django_user_model.objects.create(username="somebody")
    number = peers.dispute(one.id, user.pk, "This course <b>costs</b> money.", clock=CLOCK)
    (said,) = peers.disputes(course=one.id)
    assert (said.text, said.answer) == ("This course <b>costs</b> money.", "")
    peers.answer(number, "We asked them.", clock=later(1))
    with pytest.raises(refusals.DisputeUnknown):
        peers.answer(number, "Again.", clock=later(2))
    from agir_catalogue.api import leaving

    subject = learners.subject_of(user.pk)
    assert leaving.export(subject)["federation"]["disputes"][0]["answer"] == "We asked them."
    leaving.forget(subject)
    assert leaving.export(subject)["federation"] == {"disputes": []}
    assert peers.disputes(course=one.id)[0].text == "This course <b>costs</b> money."


@pytest.mark.parametrize("text", ["", " \n", "a" * 2001])
def test_a_dispute_has_words_and_not_too_many(
    there: Peer, django_user_model: Any, text: str
) -> None:
    there.courses = [course(1)]
    peers.harvest(trusted(there), clock=CLOCK)
    user = django_user_model.objects.create(username="somebody")
    with pytest.raises(refusals.DisputeUnfit):
        peers.dispute(peers.courses()[0].id, user.pk, text, clock=CLOCK)


# --- the command --------------------------------------------------------------------------------


def test_the_command_tells_each_peer_and_fails_when_none_was_read(there: Peer, capsys: Any) -> None:
    there.courses = [course(1)]
    number = trusted(there)
    call_command("agir_harvest_peers")
    assert "127.0.0.1: 1 new, 0 changed, 0 gone, 0 not shown." in capsys.readouterr().out
    there.raw = b"no"
    with pytest.raises(CommandError):
        call_command("agir_harvest_peers", str(number))
    with pytest.raises(CommandError, match="is called 999"):
        call_command("agir_harvest_peers", "999")


def test_the_pages_of_health_cost_the_same_however_many_peers(there: Peer) -> None:
    there.courses = [course(1)]
    peers.harvest(trusted(there), clock=CLOCK)
    with CaptureQueriesContext(connection) as one:
        peers.peers()
    for number in range(5):
        Row.objects.create(
            base_url=f"https://{number}.example",
            name="x",
            state="active",
            feed_url="",
            added_at=NOW,
        )
    with CaptureQueriesContext(connection) as many:
        peers.peers()
    assert len(one) == len(many) == 5
    assert shown.MOST == 500
