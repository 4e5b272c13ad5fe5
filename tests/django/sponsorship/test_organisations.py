"""Organisations: registered, verified by a person, and public only then."""

from __future__ import annotations

import io
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image, PngImagePlugin

from agir_kernel.clock import FixedClock
from agir_platform import permissions
from agir_platform.learners import api as learners
from agir_platform.select import platform
from agir_sponsorship.api import organisations as api
from agir_sponsorship.domain.machine import TransitionRefused
from agir_sponsorship.domain.naming import NameUnfit
from agir_sponsorship.organisations import logo
from agir_sponsorship.organisations.contacts import (
    InvitationUnknown,
    LastAdministrator,
    RoleRefused,
    TooManyContacts,
)
from agir_sponsorship.organisations.deciding import CompanyTaken, OwnOrganisation, ReasonMissing
from agir_sponsorship.organisations.reading import OrganisationNotVerified, OrganisationUnknown
from agir_sponsorship.organisations.registering import TooManyOrganisations

pytestmark = pytest.mark.django_db

NOW = FixedClock(datetime(2026, 3, 1, 12, tzinfo=UTC))
TOLD = api.Told("Danone SA", "Danone", "FR", "company", siren="552032534")


@pytest.fixture
def people(settings: Any) -> dict[str, Any]:
    """Return a sponsor, another one and an operator, signed in."""
    settings.AGIR_PLATFORM_BACKEND = "agir_platform.memory.MemoryPlatform"
    memory: Any = platform()
    found = {}
    for name in ("anna", "boris", "olga"):
        user = get_user_model().objects.create(username=name)
        memory.add_person(user.pk, username=name)
        if name == "olga":
            memory.make_operator(user.pk)
        client = Client()
        client.force_login(user)
        found[name] = client
        client.user = user
    return found


def a_picture(kind: str = "PNG", size: tuple[int, int] = (64, 32), **options: Any) -> io.BytesIO:
    sent = io.BytesIO()
    Image.new("RGB", size, "teal").save(sent, kind, **options)
    sent.seek(0)
    return sent


def registered(people: Any, *, state: str = "verified", told: api.Told = TOLD) -> Any:
    anna, olga = people["anna"].user.pk, people["olga"].user.pk
    made = api.register(told, anna, clock=NOW)
    if state != "draft":
        api.move(made.uuid, "submit", anna, clock=NOW)
    if state == "verified":
        api.decide(made.uuid, "verify", olga, clock=NOW)
    return made.uuid


def test_nothing_is_public_before_a_person_verified_it(people: Any) -> None:
    uuid = registered(people, state="draft")
    api.put_logo(uuid, a_picture(), "Danone", people["anna"].user.pk, clock=NOW)
    for act, is_public in (("submit", False), ("verify", True), ("suspend", False)):
        if act == "submit":
            api.move(uuid, act, people["anna"].user.pk, clock=NOW)
        else:
            api.decide(uuid, act, people["olga"].user.pk, reason="x", clock=NOW)
        assert (uuid in api.public([uuid])) is is_public
        assert (api.png(uuid, is_public=True) is not None) is is_public
        address = reverse("agir_sponsorship:organisation-logo", args=[uuid])
        assert Client().get(address).status_code == (200 if is_public else 404)
    shown = api.organisation(uuid)
    assert learners.user_of(shown.decided_by) == people["olga"].user.pk  # type: ignore[arg-type]
    assert [act.act for act in api.acts(uuid)][:2] == ["suspend", "verify"]


def test_an_anonymous_sponsor_has_no_name_and_no_logo(people: Any) -> None:
    uuid = registered(people, told=replace(TOLD, visibility="anonymous"))
    assert api.public([uuid])[uuid] == api.PublicOrganisation(uuid, "", "", None)
    assert api.png(uuid, is_public=True) is None


def test_only_a_verified_organisation_may_go_on(people: Any) -> None:
    uuid = registered(people, state="submitted")
    with pytest.raises(OrganisationNotVerified):
        api.verified(uuid)
    with pytest.raises(OrganisationUnknown):
        api.verified(uuid4())
    api.decide(uuid, "verify", people["olga"].user.pk, clock=NOW)
    assert api.verified(uuid).told.siren == "552032534"


def test_another_name_waits_for_a_person_again_and_another_website_does_not(people: Any) -> None:
    uuid, anna = registered(people), people["anna"].user.pk
    kept = api.edit(uuid, replace(TOLD, website="https://danone.example"), anna, clock=NOW)
    assert kept.state == "verified"
    assert api.edit(uuid, replace(TOLD, public_name="Evian"), anna, clock=NOW).state == "draft"


def test_a_new_logo_waits_for_a_person_again(people: Any) -> None:
    uuid, anna = registered(people), people["anna"].user.pk
    api.put_logo(uuid, a_picture(), "Danone", anna, clock=NOW)
    assert api.organisation(uuid).state == "draft"
    assert api.public([uuid]) == {}


@pytest.mark.parametrize("act", ["reject", "suspend", "close"])
@pytest.mark.parametrize("reason", ["", "  ", "x" * 501])
def test_a_decision_against_somebody_has_its_reason(people: Any, act: str, reason: str) -> None:
    uuid = registered(people, state="submitted" if act == "reject" else "verified")
    with pytest.raises(ReasonMissing):
        api.decide(uuid, act, people["olga"].user.pk, reason=reason, clock=NOW)


def test_nobody_decides_about_their_own_organisation(people: Any) -> None:
    uuid, olga = registered(people, state="submitted"), people["olga"].user.pk
    api.join(api.invite(uuid, "viewer", clock=NOW), olga, clock=NOW)
    with pytest.raises(OwnOrganisation):
        api.decide(uuid, "verify", olga, clock=NOW)


def test_two_are_never_verified_for_one_company(people: Any) -> None:
    registered(people)
    second = registered(people, state="submitted")
    with pytest.raises(CompanyTaken):
        api.decide(second, "verify", people["olga"].user.pk, clock=NOW)
    assert api.organisation(second).state == "submitted"


def test_a_number_typed_first_keeps_nobody_out(people: Any) -> None:
    registered(people, state="submitted")
    assert registered(people)


def test_nobody_fills_the_queue(people: Any) -> None:
    for _ in range(5):
        registered(people, state="draft")
    with pytest.raises(TooManyOrganisations):
        registered(people, state="draft")


def test_an_act_that_is_none_is_refused(people: Any) -> None:
    uuid = registered(people, state="draft")
    with pytest.raises(TransitionRefused):
        api.decide(uuid, "edit", people["olga"].user.pk, clock=NOW)
    with pytest.raises(TransitionRefused):
        api.move(uuid, "verify", people["anna"].user.pk, clock=NOW)
    with pytest.raises(TransitionRefused):
        api.decide(uuid, "verify", people["olga"].user.pk, clock=NOW)


# --- people -----------------------------------------------------------------------------------
def test_an_invitation_works_once_and_for_14_days(people: Any) -> None:
    uuid, boris = registered(people), people["boris"].user.pk
    secret = api.invite(uuid, "finance", clock=NOW)
    later = FixedClock(NOW.instant + timedelta(days=14))
    with pytest.raises(InvitationUnknown):
        api.join(secret, boris, clock=later)
    assert api.join(secret, boris, clock=NOW) == uuid
    with pytest.raises(InvitationUnknown):
        api.join(secret, boris, clock=NOW)
    assert api.ensure(boris, uuid, api.ContactRole.FINANCE) == "finance"
    with pytest.raises(RoleRefused):
        api.ensure(boris, uuid, api.ContactRole.ADMIN)


def test_a_secret_is_kept_nowhere(people: Any) -> None:
    from agir_sponsorship.models.organisation import OrganisationInvitation

    secret = api.invite(registered(people), "admin", clock=NOW)
    assert secret not in str(OrganisationInvitation.objects.values().get())


def test_an_organisation_keeps_an_administrator(people: Any) -> None:
    uuid, anna = registered(people), people["anna"].user.pk
    with pytest.raises(LastAdministrator):
        api.remove_contact(uuid, learners.subject_of(anna))
    with pytest.raises(LastAdministrator):
        api.join(api.invite(uuid, "viewer", clock=NOW), anna, clock=NOW)
    api.join(api.invite(uuid, "admin", clock=NOW), people["boris"].user.pk, clock=NOW)
    api.remove_contact(uuid, learners.subject_of(anna))
    assert [one.role for one in api.contacts(uuid)] == ["admin"]


def test_links_are_bounded_and_taken_back(people: Any) -> None:
    uuid = registered(people)
    for _ in range(19):
        secret = api.invite(uuid, "viewer", clock=NOW)
    with pytest.raises(TooManyContacts):
        api.invite(uuid, "viewer", clock=NOW)
    api.withdraw_invitation(uuid, api.invitations(uuid, clock=NOW)[-1].id)
    with pytest.raises(InvitationUnknown):
        api.invited(secret, clock=NOW)


def test_another_organisations_invitation_is_not_taken_back(people: Any) -> None:
    uuid, other = registered(people), registered(people, state="draft")
    api.invite(uuid, "viewer", clock=NOW)
    (open_one,) = api.invitations(uuid, clock=NOW)
    api.withdraw_invitation(other, open_one.id)
    assert api.invitations(uuid, clock=NOW) == [open_one]


def test_a_contact_is_a_sponsor(people: Any) -> None:
    registered(people)
    action = permissions.declare("test.sponsor", permissions.Role.SPONSOR)
    assert permissions.may(people["anna"].user, action)
    assert not permissions.may(people["boris"].user, action)


def test_who_leaves_is_forgotten(people: Any) -> None:
    uuid, anna, olga = registered(people), people["anna"].user.pk, people["olga"].user.pk
    subject = learners.subject_of(anna)
    from agir_sponsorship.api import leaving

    told = leaving.export(subject)
    assert told["organisations"] == [
        {"organisation": "Danone", "role": "admin", "since": NOW.instant.isoformat()}
    ]
    for somebody in (subject, learners.subject_of(olga)):
        leaving.forget(somebody)
        leaving.forget(somebody)
        left = leaving.export(somebody)
        assert (left["organisations"], left["organisation_acts"]) == ([], [])
    assert api.contacts(uuid) == []
    assert api.organisation(uuid).decided_by is None


# --- logos ------------------------------------------------------------------------------------
def drawn(sent: io.BytesIO) -> Image.Image:
    png, width, height = logo.drawn(sent)
    picture: Image.Image = Image.open(io.BytesIO(png))
    assert (picture.format, picture.size) == ("PNG", (width, height))
    return picture


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_a_picture_is_drawn_as_png(kind: str) -> None:
    assert drawn(a_picture(kind)).size == (64, 32)


def test_a_large_picture_is_made_small() -> None:
    assert drawn(a_picture("JPEG", (4000, 1000))).size == (640, 160)


def test_an_animated_picture_stands_still() -> None:
    sent = io.BytesIO()
    frames = [Image.new("RGB", (32, 32), colour) for colour in ("red", "green", "blue")]
    frames[0].save(sent, "GIF", save_all=True, append_images=frames[1:])
    sent.seek(0)
    assert getattr(drawn(sent), "n_frames", 1) == 1


def test_what_a_picture_says_of_itself_is_left_behind() -> None:
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", "Jeanne Dupont")
    info.add_text("XML:com.adobe.xmp", "<script>alert(1)</script>")
    exif = Image.Exif()
    exif[0x9286] = "secret"
    sent = a_picture(pnginfo=info, exif=exif.tobytes())
    assert b"Dupont" in sent.getvalue()
    png, *_ = logo.drawn(sent)
    assert b"Dupont" not in png
    assert b"script" not in png
    assert not Image.open(io.BytesIO(png)).info


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        pytest.param(
            b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
            "kind",
            id="SVG with a script",
        ),
        pytest.param(b"", "kind", id="nothing"),
        pytest.param(b"<html>", "kind", id="a page"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + b"\x00" * 99, "kind", id="a broken PNG"),
        pytest.param(b"\xff\xd8\xff\xe0" + b"\x00" * 99, "kind", id="a broken JPEG"),
        pytest.param(b"%!PS-Adobe-3.0 EPSF-3.0\n", "kind", id="PostScript"),
        pytest.param(b"x" * 50_000_000, "heavy", id="50 MB"),
        pytest.param(a_picture(size=(15, 64)).getvalue(), "small", id="15 pixels"),
        pytest.param(
            a_picture(size=(5000, 4000), optimize=False).getvalue(), "large", id="20 million pixels"
        ),
        pytest.param(a_picture("BMP").getvalue(), "kind", id="BMP"),
        pytest.param(a_picture("TIFF").getvalue(), "kind", id="TIFF"),
    ],
)
def test_what_is_no_logo_is_refused(sent: bytes, why: str) -> None:
    with pytest.raises(logo.LogoUnfit) as refused:
        logo.drawn(io.BytesIO(sent))
    assert refused.value.facts["why"] == why


def test_a_damaged_picture_is_refused_and_never_breaks() -> None:
    """Two hundred pictures with bytes overwritten at random (seeded) draw or are refused."""
    chance = random.Random(7)
    for number in range(200):
        kind = ("PNG", "JPEG", "WEBP", "GIF")[number % 4]
        sent = bytearray(a_picture(kind).getvalue())
        for _ in range(chance.randint(1, 12)):
            sent[chance.randrange(len(sent))] = chance.randrange(256)
        try:
            logo.drawn(io.BytesIO(bytes(sent)))
        except logo.LogoUnfit:
            continue


def test_a_logo_has_a_name_for_those_who_do_not_see_it(people: Any) -> None:
    uuid = registered(people, state="draft")
    with pytest.raises(NameUnfit):
        api.put_logo(uuid, a_picture(), " ", people["anna"].user.pk, clock=NOW)


# --- pages ------------------------------------------------------------------------------------
FORM = {
    "legal_name": "Danone SA",
    "public_name": "Danone",
    "country": "fr",
    "legal_form": "company",
    "siren": "552 032 534",
    "visibility": "name",
}


def test_a_sponsor_registers_and_an_operator_verifies_by_pages(people: Any) -> None:
    anna, olga = people["anna"], people["olga"]
    made = anna.post(reverse("agir_sponsorship:organisations"), FORM)
    assert made.status_code == 302
    page = made["Location"]
    (mine, _) = api.of_user(anna.user.pk)[0]
    picture = SimpleUploadedFile("logo.png", a_picture().getvalue(), "image/png")
    sent = anna.post(page, {"act": "logo", "logo": picture, "alt": "Danone"}, follow=True)
    assert "The logo was drawn" in sent.content.decode()
    assert "Submitted" in anna.post(page, {"act": "submit"}, follow=True).content.decode()
    queue = reverse("agir_sponsorship:verification")
    assert "Danone SA" in olga.get(queue).content.decode()
    decided = olga.post(queue, {"act": "verify", "organisation": mine.uuid}, follow=True)
    assert "in your name" in decided.content.decode()
    logo_answer = Client().get(reverse("agir_sponsorship:organisation-logo", args=[mine.uuid]))
    assert logo_answer["Content-Type"] == "image/png"
    assert logo_answer["X-Content-Type-Options"] == "nosniff"
    address = logo_answer.request["PATH_INFO"]
    again = Client().get(address, headers={"if-none-match": logo_answer["ETag"]})
    assert again.status_code == 304


def test_a_wrong_number_is_said_where_it_was_typed(people: Any) -> None:
    answer = people["anna"].post(
        reverse("agir_sponsorship:organisations"), {**FORM, "siren": "552032535"}
    )
    assert answer.status_code == 422
    assert 'value="552032535"' in answer.content.decode()
    assert 'aria-invalid="true" aria-describedby="error"' in answer.content.decode()
    assert "official document" in answer.content.decode()


def test_an_svg_is_refused_with_a_sentence(people: Any) -> None:
    uuid = registered(people, state="draft")
    picture = SimpleUploadedFile("logo.png", b"<svg onload='alert(1)'/>", "image/png")
    answer = people["anna"].post(
        reverse("agir_sponsorship:organisation", args=[uuid]),
        {"act": "logo", "logo": picture, "alt": "Danone"},
    )
    assert answer.status_code == 422
    assert "SVG is not taken" in answer.content.decode()


@pytest.mark.parametrize("method", ["get", "post"])
def test_anothers_organisation_looks_like_none(people: Any, method: str) -> None:
    uuid = registered(people)
    for somebody in (people["boris"], people["olga"]):
        for address in (uuid, uuid4()):
            url = reverse("agir_sponsorship:organisation", args=[address])
            assert getattr(somebody, method)(url, {"act": "submit"}).status_code == 404


@pytest.mark.parametrize(
    "act", ["edit", "submit", "take_back", "logo", "no_logo", "remove", "withdraw", "invite"]
)
def test_a_viewer_changes_nothing(people: Any, act: str) -> None:
    uuid = registered(people, state="draft")
    api.join(api.invite(uuid, "viewer"), people["boris"].user.pk)
    page = reverse("agir_sponsorship:organisation", args=[uuid])
    before = len(api.acts(uuid))
    answer = people["boris"].post(page, {**FORM, "act": act, "role": "admin"})
    assert answer.status_code == 403
    assert len(api.acts(uuid)) == before
    assert (
        "<form"
        not in people["boris"].get(page).content.decode().split("<main", 1)[-1].split("</main")[0]
    )


def test_an_invitation_is_shown_once_and_accepted(people: Any) -> None:
    uuid = registered(people)
    page = reverse("agir_sponsorship:organisation", args=[uuid])
    told = people["anna"].post(page, {"act": "invite", "role": "finance"}).content.decode()
    link = (
        told.split("<code", 1)[1].split(">", 1)[1].split("<")[0].removeprefix("http://testserver")
    )
    assert link not in people["anna"].get(page).content.decode()
    asked = people["boris"].get(link)
    assert "Danone" in asked.content.decode()
    assert asked["Referrer-Policy"] == "no-referrer"
    assert people["boris"].post(link).status_code == 302
    assert people["boris"].get(page).status_code == 200
    assert people["olga"].get(link).status_code == 404


def test_who_removes_themselves_lands_on_their_list(people: Any) -> None:
    uuid = registered(people)
    api.join(api.invite(uuid, "admin"), people["boris"].user.pk)
    subject = learners.subject_of(people["anna"].user.pk)
    page = reverse("agir_sponsorship:organisation", args=[uuid])
    answer = people["anna"].post(page, {"act": "remove", "contact": subject})
    assert answer["Location"] == reverse("agir_sponsorship:organisations")


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"act": "verify"},
        {"act": "verify", "organisation": "x"},
        {"act": "verify", "organisation": "00000000-0000-4000-8000-000000000000"},
        {"act": "fly", "organisation": "00000000-0000-4000-8000-000000000000"},
    ],
)
def test_a_decision_about_nothing_is_refused(people: Any, data: dict[str, str]) -> None:
    answer = people["olga"].post(reverse("agir_sponsorship:verification"), data)
    assert answer.status_code in (404, 422)


@pytest.mark.parametrize(
    "data", [{"act": "remove", "contact": "x"}, {"act": "withdraw", "invitation": "١"}, {"act": ""}]
)
def test_an_act_on_nothing_is_refused(people: Any, data: dict[str, str]) -> None:
    uuid = registered(people)
    answer = people["anna"].post(reverse("agir_sponsorship:organisation", args=[uuid]), data)
    assert answer.status_code == 422


def test_a_form_without_its_token_is_refused(people: Any) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(people["anna"].user)
    assert client.post(reverse("agir_sponsorship:organisations"), FORM).status_code == 403


def test_the_public_page_says_what_is_not_there_yet() -> None:
    answer = Client().get(reverse("agir_sponsorship:ledger"))
    assert "Nothing is published yet" in answer.content.decode()
