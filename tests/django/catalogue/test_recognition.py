"""A badge of a trusted peer counts for its holder alone, once, for as long as it stands.

Badges are sealed with real keys and read by the verifier of badges; the peer is a server of this
machine that answers for its status list.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from io import StringIO
from typing import Any
from uuid import UUID, uuid4

import peer_world
import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import Client

from agir_badges.recognising import Reader, holder
from agir_catalogue.api import leaving, peers, recognition
from agir_catalogue.api.recognition import (
    AddressUnconfirmed,
    AlreadyRecognised,
    BadgeNotValid,
    BadgeOfAnother,
    BadgesSilent,
    HandedBadge,
    HolderUnproven,
    IssuerUntrusted,
    KeyNotVouched,
    NothingKnown,
    NotRecognised,
    RecognitionState,
    RecognitionUnknown,
    WeightUnfit,
)
from agir_catalogue.domain.peer import State
from agir_catalogue.models import Peer, PeerKeyChange, Recognition
from agir_catalogue.recognition import peers as trust
from agir_competencies import api as competencies_api
from agir_competencies.models import Competency, Evidence, Relation
from agir_kernel.clock import FixedClock
from agir_platform import foreign_badges
from agir_platform.learners import api as learners
from agir_platform.signing import multikey
from host.gallery.rows import competencies
from unit.badges.verification.badge_samples import (
    NOW,
    Issuer,
    badge,
    entry,
    sealed,
    status_list,
    written,
)

pytestmark = pytest.mark.django_db
EMAIL = "Awa@example.org"
PAGE = "/agir/recognition/"


@dataclass
class Elsewhere:
    """Another operator: its key, its server, and how this site knows it."""

    server: peer_world.Peer
    issuer: Issuer
    row: Peer
    skill: Competency

    def badge(self, email: str = EMAIL, **changes: Any) -> dict[str, Any]:
        """Return an unsigned badge of a person, which a status list speaks of."""
        document = badge(self.issuer, **changes)
        digest = hashlib.sha256(f"{email}sel".encode()).hexdigest()
        subject = document["credentialSubject"]
        subject["identifier"][0]["identityHash"] = f"sha256${digest}"
        subject["achievement"]["alignment"][0]["targetUrl"] = self.skill.uri
        url = f"{self.server.base}/status"
        document.setdefault("credentialStatus", entry(statusListCredential=url))
        return document

    def handed(self, document: dict[str, Any] | None = None) -> HandedBadge:
        """Return a badge sealed, as text."""
        told = self.badge() if document is None else document
        return HandedBadge(text=json.dumps(sealed(told, self.issuer)))

    def says(self, *revoked: int, purpose: str = "revocation") -> None:
        """Answer with a list in which these are revoked."""
        url = f"{self.server.base}/status"
        listed = status_list(*revoked, issuer=self.issuer, purpose=purpose, id=url,
                             validUntil="2027-01-01T00:00:00Z")  # fmt: skip
        self.server.raw = written(listed)


def at(days: int) -> FixedClock:
    return FixedClock(NOW + timedelta(days=days))


@pytest.fixture
def elsewhere(settings: Any) -> Iterator[Elsewhere]:
    with peer_world.serving(settings) as server:
        place = server.base.removeprefix("http://")
        issuer = Issuer(7, f"did:web:{place.replace(':', '%3A')}", "k1")
        key = {"id": issuer.verification_method, "multikey": multikey.encode(issuer.public)}
        row = Peer.objects.create(
            base_url=server.base, name="Campus voisin", state=State.ACTIVE, feed_url=server.feed,
            is_signed=True, keys=json.dumps([key]), added_at=NOW,
        )  # fmt: skip
        found = Elsewhere(server, issuer, row, competencies(1)[0])
        found.says()
        yield found


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    """Badges are read at the instant that their samples are made for."""
    before = list(foreign_badges._reading)
    foreign_badges.register(lambda: Reader(at(0)))
    yield
    foreign_badges._reading[:] = before


@pytest.fixture
def awa() -> int:
    return int(get_user_model().objects.create_user("awa", EMAIL).pk)


def shares(user_id: int) -> list[Decimal | None]:
    found = competencies_api.standings(learners.subject_of(user_id), language="en")
    return [piece.share for one in found for piece in one.evidence]


def test_a_badge_of_a_trusted_peer_counts(elsewhere: Elsewhere, awa: int) -> None:
    found = recognition.bring(elsewhere.handed(), by=awa, clock=at(0))
    assert (found.name, found.operator) == ("Lire un bilan", "Campus voisin")
    assert found.state is RecognitionState.STANDING
    assert found.competencies == (elsewhere.skill.identifier,)
    (one,) = competencies_api.standings(learners.subject_of(awa), language="en")
    assert [(each.kind, each.share) for each in one.evidence] == [("external", Decimal(1))]
    assert "Campus voisin" in one.evidence[0].title


def test_it_never_counts_twice(elsewhere: Elsewhere, awa: int) -> None:
    recognition.bring(elsewhere.handed(), by=awa, clock=at(0))
    with pytest.raises(AlreadyRecognised):
        recognition.bring(elsewhere.handed(), by=awa, clock=at(0))
    anew = elsewhere.badge(id=f"urn:uuid:{uuid4()}")  # the same achievement, issued anew
    recognition.bring(elsewhere.handed(anew), by=awa, clock=at(0))
    assert Recognition.objects.count() == 1
    assert shares(awa) == [Decimal(1)]


def test_it_is_its_holders_alone(elsewhere: Elsewhere, awa: int) -> None:
    ben = get_user_model().objects.create_user("ben", "ben@example.org").pk
    nobody = get_user_model().objects.create_user("nobody", "").pk
    for somebody in (ben, nobody):
        with pytest.raises(BadgeOfAnother):
            recognition.bring(elsewhere.handed(), by=somebody, clock=at(0))
    wallet = elsewhere.badge()
    subject = wallet["credentialSubject"]
    del subject["identifier"]
    subject["id"] = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK"
    with pytest.raises(HolderUnproven):
        recognition.bring(elsewhere.handed(wallet), by=awa, clock=at(0))
    assert not Evidence.objects.exists()
    assert not Recognition.objects.exists()


def test_an_address_that_was_only_typed_is_nobodys(elsewhere: Elsewhere, awa: int) -> None:
    """Whoever registers with the address of a badge's holder has not shown that it is theirs."""
    get_user_model().objects.filter(pk=awa).update(is_active=False)
    with pytest.raises(AddressUnconfirmed):
        recognition.bring(elsewhere.handed(), by=awa, clock=at(0))
    assert not Recognition.objects.exists()
    get_user_model().objects.filter(pk=awa).update(is_active=True)
    assert recognition.bring(elsewhere.handed(), by=awa, clock=at(0)).name


@pytest.mark.parametrize(
    ("subject", "email", "whose"),
    [
        ({"id": "mailto:awa@example.org"}, EMAIL, "own"),
        ({"id": "mailto:awa@example.org"}, "", "other"),
        ({"identifier": [{"identityType": "emailAddress", "hashed": False,
                          "identityHash": "AWA@example.org"}]}, EMAIL, "own"),
        ({"identifier": {"identityType": "emailAddress", "hashed": True, "salt": "",
                         "identityHash": "md5$00"}}, EMAIL, "unproven"),
        ({"identifier": [{"identityType": "name", "hashed": False,
                          "identityHash": EMAIL}]}, EMAIL, "unproven"),
        ({}, EMAIL, "unproven"),
    ],
)  # fmt: skip
def test_a_holder_is_known_by_an_address_alone(
    subject: dict[str, Any], email: str, whose: str
) -> None:
    assert holder({"credentialSubject": subject}, email) == whose


def test_who_is_not_trusted_is_not_even_asked(elsewhere: Elsewhere, awa: int) -> None:
    stranger = Issuer(9, "did:web:stranger.example", "k1")
    for change in ({"state": State.REMOVED}, {"state": State.PAUSED}, {"is_signed": False}):
        Peer.objects.update(**({"state": State.ACTIVE, "is_signed": True} | change))
        with pytest.raises(IssuerUntrusted):
            recognition.bring(elsewhere.handed(), by=awa, clock=at(0))
    Peer.objects.update(state=State.ACTIVE, is_signed=True)
    text = json.dumps(sealed(badge(stranger), stranger))
    with pytest.raises(IssuerUntrusted):
        recognition.bring(HandedBadge(text=text), by=awa, clock=at(0))
    assert elsewhere.server.asked == []


def test_a_neighbour_on_the_host_and_a_borrowed_name_are_nobody(elsewhere: Elsewhere) -> None:
    own = elsewhere.issuer.did
    assert trust.of_issuer(own) == elsewhere.row
    for other in (f"{own}:~mallory", "did:web:other.example", "did:key:z6Mk", "did:web:", ""):
        assert trust.of_issuer(other) is None
    key = {"id": "did:web:victim.example#k1", "multikey": multikey.encode(Issuer(8).public)}
    Peer.objects.update(keys=json.dumps([*json.loads(elsewhere.row.keys), key]))
    assert trust.of_issuer("did:web:victim.example") is None
    path = {"id": f"{own}:agir:issuer#k1", "multikey": multikey.encode(Issuer(8).public)}
    Peer.objects.update(keys=json.dumps([path]))
    assert trust.of_issuer(f"{own}:agir:issuer") == elsewhere.row
    assert trust.of_issuer(own) is None


def test_a_key_of_somebody_else_seals_nothing(elsewhere: Elsewhere, awa: int) -> None:
    """Another key under the peer's own name: the signature does not hold."""
    thief = Issuer(8, elsewhere.issuer.did, "k1")
    text = json.dumps(sealed(elsewhere.badge(), thief))
    with pytest.raises(BadgeNotValid):
        recognition.bring(HandedBadge(text=text), by=awa, clock=at(0))
    own_name = Issuer(8)  # and under a name of its own, it is another issuer
    document = elsewhere.badge()
    document["issuer"]["id"] = own_name.did
    text = json.dumps(sealed(document, own_name))
    with pytest.raises(IssuerUntrusted):
        recognition.bring(HandedBadge(text=text), by=awa, clock=at(0))
    changed = sealed(elsewhere.badge(), elsewhere.issuer) | {"name": "Tout savoir"}
    with pytest.raises(BadgeNotValid):
        recognition.bring(HandedBadge(text=json.dumps(changed)), by=awa, clock=at(0))


def test_a_key_counts_while_it_was_ever_vouched_for(elsewhere: Elsewhere) -> None:
    old = Issuer(3).public
    assert trust.vouched(elsewhere.row, elsewhere.issuer.public)
    assert not trust.vouched(elsewhere.row, old)
    assert not trust.vouched(elsewhere.row, b"")
    PeerKeyChange.objects.create(
        peer=elsewhere.row, key=multikey.encode(old), act="trusted", word="operator", at=NOW
    )
    assert trust.vouched(elsewhere.row, old)
    assert issubclass(KeyNotVouched, Exception)


def test_competencies_are_met_by_address_and_by_exact_match(elsewhere: Elsewhere, awa: int) -> None:
    unknown = elsewhere.badge()
    alignment = unknown["credentialSubject"]["achievement"]["alignment"][0]
    alignment["targetUrl"] = "https://stranger.example/c/1"
    with pytest.raises(NothingKnown):
        recognition.bring(elsewhere.handed(unknown), by=awa, clock=at(0))
    Relation.objects.create(
        origin=elsewhere.skill,
        kind="exactMatchOf", destination_uri="https://stranger.example/c/1",
    )  # fmt: skip
    found = recognition.bring(elsewhere.handed(unknown), by=awa, clock=at(0))
    assert found.competencies == (elsewhere.skill.identifier,)


def test_its_weight_is_the_operators(elsewhere: Elsewhere, awa: int) -> None:
    number = elsewhere.row.pk
    assert recognition.weight(number) == Decimal(1)
    for wrong in ("", "-1", "11", "0.125", "much"):
        with pytest.raises(WeightUnfit):
            recognition.set_weight(number, wrong, by=awa)
    recognition.set_weight(number, "0", by=awa)
    with pytest.raises(NotRecognised):
        recognition.bring(elsewhere.handed(), by=awa, clock=at(0))
    recognition.set_weight(number, "0,5", by=awa)
    assert recognition.bring(elsewhere.handed(), by=awa, clock=at(0)).weight == Decimal("0.50")
    recognition.set_weight(number, "2", by=awa)  # what arrived keeps the weight that it had
    assert Evidence.objects.get().weight == Decimal("0.50")


def test_what_its_operator_takes_back_counts_no_more(elsewhere: Elsewhere, awa: int) -> None:
    recognition.bring(elsewhere.handed(), by=awa, clock=at(0))
    elsewhere.says(94567)
    assert [state for _, state in recognition.recheck(clock=at(1))] == ["withdrawn"]
    assert shares(awa) == [None]
    assert recognition.of_learner(awa)[0].reason == "revoked"
    assert list(recognition.recheck(clock=at(2))) == []  # for good
    with pytest.raises(BadgeNotValid):
        recognition.bring(elsewhere.handed(), by=awa, clock=at(2))


def test_a_suspension_ends(elsewhere: Elsewhere, awa: int) -> None:
    url = f"{elsewhere.server.base}/status"
    document = elsewhere.badge(credentialStatus=entry("suspension", statusListCredential=url))
    elsewhere.says(purpose="suspension")
    recognition.bring(elsewhere.handed(document), by=awa, clock=at(0))
    elsewhere.says(94567, purpose="suspension")
    assert [state for _, state in recognition.recheck(clock=at(1))] == ["suspended"]
    assert shares(awa) == [None]
    elsewhere.says(purpose="suspension")
    assert [state for _, state in recognition.recheck(clock=at(2))] == ["standing"]
    assert shares(awa) == [Decimal(1)]


def test_a_week_in_the_dark_rests_a_badge_and_an_answer_wakes_it(
    elsewhere: Elsewhere, awa: int
) -> None:
    recognition.bring(elsewhere.handed(), by=awa, clock=at(0))
    elsewhere.server.raw = None  # 404 from now on
    for night in range(1, 7):
        assert [state for _, state in recognition.recheck(clock=at(night))] == ["standing"]
    assert shares(awa) == [Decimal(1)]
    assert [state for _, state in recognition.recheck(clock=at(7))] == ["suspended"]
    assert shares(awa) == [None]
    elsewhere.says()
    assert [state for _, state in recognition.recheck(clock=at(8))] == ["standing"]
    assert shares(awa) == [Decimal(1)]


def test_a_peer_that_loses_trust_takes_its_badges_along(elsewhere: Elsewhere, awa: int) -> None:
    recognition.bring(elsewhere.handed(), by=awa, clock=at(0))
    peers.set_state(elsewhere.row.pk, State.PAUSED)  # not read for now: nothing moves
    assert [state for _, state in recognition.recheck(clock=at(1))] == ["standing"]
    peers.set_state(elsewhere.row.pk, State.REMOVED)
    assert [state for _, state in recognition.recheck(clock=at(2))] == ["distrusted"]
    assert shares(awa) == [None]
    Peer.objects.update(state=State.ACTIVE)  # trusted again
    assert [state for _, state in recognition.recheck(clock=at(3))] == ["standing"]
    assert shares(awa) == [Decimal(1)]


def test_a_night_is_a_night(elsewhere: Elsewhere, awa: int) -> None:
    recognition.bring(elsewhere.handed(), by=awa, clock=at(0))
    asked = len(elsewhere.server.asked)
    assert list(recognition.recheck(clock=at(0))) == []
    assert len(elsewhere.server.asked) == asked
    Recognition.objects.update(looked_at=NOW - timedelta(days=30))
    out = StringIO()
    call_command("agir_recheck_badges", stdout=out)
    assert "1 badge stands." in out.getvalue()


def test_who_brought_a_badge_takes_it_away(elsewhere: Elsewhere, awa: int) -> None:
    found = recognition.bring(elsewhere.handed(), by=awa, clock=at(0))
    ben = get_user_model().objects.create_user("ben", "ben@example.org").pk
    for key, somebody in ((found.id, ben), (uuid4(), awa)):
        with pytest.raises(RecognitionUnknown):
            recognition.remove(key, by=somebody, clock=at(1))
    recognition.remove(found.id, by=awa, clock=at(1))
    assert recognition.of_learner(awa) == []
    assert shares(awa) == [None]
    assert Recognition.objects.get().document == ""
    assert list(recognition.recheck(clock=at(3))) == []
    recognition.bring(elsewhere.handed(), by=awa, clock=at(4))  # and brings it again
    assert shares(awa) == [Decimal(1)]


def test_nobody_reads_badges_while_the_room_is_off(elsewhere: Elsewhere, awa: int) -> None:
    foreign_badges.withdraw()
    with pytest.raises(BadgesSilent):
        recognition.bring(elsewhere.handed(), by=awa, clock=at(0))


def test_it_leaves_with_its_holder(elsewhere: Elsewhere, awa: int) -> None:
    recognition.bring(elsewhere.handed(), by=awa, clock=at(0))
    subject = learners.subject_of(awa)
    told = leaving.export(subject)["recognition"]["badges"]
    assert told[0]["name"] == "Lire un bilan"
    assert "proof" in told[0]["document"]
    leaving.forget(subject)
    assert not Recognition.objects.exists()


def entered(user_id: int) -> Client:
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(get_user_model().objects.get(pk=user_id))
    return client


def test_the_page_brings_and_takes_away(elsewhere: Elsewhere, awa: int) -> None:
    client = entered(awa)
    assert "You have brought no badge yet." in client.get(PAGE).content.decode()
    answer = client.post(PAGE, {"text": elsewhere.handed().text})
    assert answer.status_code == 302, answer.content.decode()
    page = client.get(PAGE).content.decode()
    assert "Campus voisin" in page
    key: UUID = Recognition.objects.get().pk
    ben = entered(int(get_user_model().objects.create_user("ben", "b@example.org").pk))
    assert ben.post(f"{PAGE}{key}/remove/").status_code == 404
    assert client.post(f"{PAGE}{key}/remove/").status_code == 302
    assert "You have brought no badge yet." in client.get(PAGE).content.decode()


def test_each_failure_has_its_sentence(elsewhere: Elsewhere, awa: int) -> None:
    client = entered(awa)
    stranger = Issuer(9, "did:web:stranger.example", "k1")
    cases = {
        "": (400, ""),
        "no badge": (400, ""),
        json.dumps(sealed(badge(stranger), stranger)): (422, "whose badges count here"),
        json.dumps(sealed(elsewhere.badge("ben@example.org"), elsewhere.issuer)): (422, ""),
        elsewhere.handed().text: (422, "took"),
    }
    seen = set()
    for text, (status, part) in cases.items():
        elsewhere.says(*([94567] if part == "took" else []))
        answer = client.post(PAGE, {"text": text})
        assert answer.status_code == status, text[:40]
        told = answer.content.decode().partition('role="alert" id="error">')[2].partition("<")[0]
        assert told.strip()
        assert part in told
        seen.add(told)
    assert len(seen) == len(cases)


def test_an_operator_weighs_and_nobody_else(elsewhere: Elsewhere, awa: int) -> None:
    root = get_user_model().objects.create_user("root", "r@example.org", is_staff=True,
                                                is_superuser=True)  # fmt: skip
    address = f"{PAGE}weights/{elsewhere.row.pk}/"
    assert entered(awa).post(address, {"weight": "3"}).status_code == 403
    client = entered(int(root.pk))
    assert "Campus voisin" in client.get(f"{PAGE}weights/").content.decode()
    assert client.post(address, {"weight": "x"}).status_code == 422
    assert client.post(address, {"weight": "0.25"}).status_code == 302
    assert recognition.weight(elsewhere.row.pk) == Decimal("0.25")
