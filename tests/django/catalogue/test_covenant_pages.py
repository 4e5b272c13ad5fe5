"""What the public, a course team and an operator read of the covenant, and what they may do."""

from __future__ import annotations

import hashlib
import json
import re
from html import unescape
from typing import Any
from xml.etree import ElementTree

import pytest
import rfc8785
from covenant_world import KEY, a_course, usage
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.contrib.auth import get_user_model
from django.test import Client

from agir_catalogue.api import covenant
from agir_catalogue.models import CovenantOverride, ExamSection
from agir_platform import signing
from agir_platform.signing import multikey
from host.courseware.models import Course, CourseTeam
from host.gallery.rows import counted

pytestmark = pytest.mark.django_db
PAGE = f"/agir/courses/{KEY}/covenant/"
DOCUMENT = f"/agir/courses/{KEY}/covenant.json"
BADGE = f"/agir/courses/{KEY}/covenant.svg"
EXAMS = f"{PAGE}exams/"
MANAGE = "/agir/covenant/"


@pytest.fixture
def course() -> Course:
    return a_course("final")


def visitor(name: str = "", **fields: Any) -> Client:
    client = Client(headers={"accept-language": "en"})
    if name:
        client.force_login(get_user_model().objects.create(username=name, **fields))
    return client


def words(answer: Any) -> str:
    return unescape(answer.content.decode())


def test_the_public_page_says_each_check_in_few_statements(course: Course) -> None:
    covenant.look_at(KEY)
    with counted() as statements:
        answer = visitor().get(PAGE)
    page = words(answer)
    assert answer.status_code == 200
    assert len(statements) <= 10, "\n".join(one[:150] for one in statements)
    assert 'data-standing="kept"' in page
    for criterion in covenant.GUARDS:
        assert f'data-criterion="{criterion}" data-verdict="pass"' in page
    assert 'data-criterion="O9" data-verdict="unknown"' in page
    assert "A free and a paying learner are shown the same 9 parts." in page


def test_before_any_look_everything_is_unknown(course: Course) -> None:
    page = words(visitor().get(PAGE))
    assert 'data-standing="unknown"' in page
    assert "It is not known whether this course keeps the covenant." in page
    assert 'data-verdict="pass"' not in page


def test_a_breach_is_public_and_a_hidden_course_is_not(course: Course) -> None:
    covenant.look_at(KEY)
    Course.objects.update(limits_duration=True)
    covenant.look_at(KEY)
    page = words(visitor().get(PAGE))
    assert 'data-standing="not_kept"' in page
    assert "Those who run the site have been told." in page
    assert "The platform is not set to end anybody’s access early." in page
    Course.objects.update(is_listed=False)
    assert {visitor().get(one).status_code for one in (PAGE, DOCUMENT, BADGE)} == {404}
    assert visitor("ola", is_staff=True).get(PAGE).status_code == 200


def test_markup_in_a_title_or_a_reason_stays_text(course: Course) -> None:
    Course.objects.update(title="<script>alert(1)</script>")
    ola = get_user_model().objects.create(username="ola", is_staff=True)
    covenant.override(KEY, "<img src=x onerror=alert(1)>", ola.pk)
    page = visitor().get(PAGE).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def base58(text: str) -> bytes:
    number = 0
    for letter in text[1:]:
        number = number * 58 + multikey.LETTERS.index(letter)
    return number.to_bytes(64, "big")


def test_the_document_is_sealed_and_a_changed_copy_is_not(course: Course) -> None:
    covenant.look_at(KEY)
    answer = visitor().get(DOCUMENT)
    said = json.loads(answer.content)
    assert (said["kept"], said["course"], said["id"][-len(DOCUMENT) :]) == (True, KEY, DOCUMENT)
    assert [one["criterion"] for one in said["checks"]][:4] == list(covenant.GUARDS)
    assert all(one["checkedAt"].endswith("Z") for one in said["checks"])
    proof = said.pop("proof")
    value = base58(proof.pop("proofValue"))
    key = signing.public_key(proof["verificationMethod"])
    assert key is not None

    def is_good(document: dict[str, Any]) -> bool:
        digests = (hashlib.sha256(rfc8785.dumps(one)).digest() for one in (proof, document))
        try:
            Ed25519PublicKey.from_public_bytes(key).verify(value, b"".join(digests))
        except Exception:  # noqa: BLE001  InvalidSignature, whatever the library calls it
            return False
        return True

    assert is_good(said)
    assert not is_good({**said, "kept": False})
    assert answer["Access-Control-Allow-Origin"] == "*"
    again = visitor().get(DOCUMENT, headers={"if-none-match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_badge_says_in_words_what_it_shows_in_colour(course: Course) -> None:
    covenant.look_at(KEY)
    english = ElementTree.fromstring(visitor().get(BADGE).content)
    titles = [one.text for one in english.iter() if one.tag.endswith("title")]
    assert titles == ["Free and open: kept"]
    assert english.get("role") == "img"
    Course.objects.update(limits_duration=True)
    covenant.look_at(KEY)
    assert "Free and open: not kept" in visitor().get(f"{BADGE}?lang=en").content.decode()
    assert visitor().get(f"{BADGE}?lang=<x>").status_code == 200


def test_the_team_declares_exams_and_is_refused_what_would_break_it(course: Course) -> None:
    ana = get_user_model().objects.create(username="ana")
    CourseTeam.objects.create(course=course, user=ana)
    team = Client(headers={"accept-language": "en"})
    team.force_login(ana)
    assert visitor("awa").post(EXAMS, {"exam": [usage("exam")]}).status_code == 403
    assert visitor().post(EXAMS).status_code == 302
    assert team.post(EXAMS, {"exam": [usage("exam")]}).status_code == 302
    assert ExamSection.objects.get().usage_key == usage("exam")
    assert "The exam" in words(visitor().get(PAGE))
    Course.objects.update(gates_content=True)
    answer = team.post(EXAMS, {})
    assert answer.status_code == 409
    assert "This change would break the free-track covenant (O2)." in words(answer)
    assert team.post(EXAMS, {"exam": ["nonsense"]}).status_code == 422
    assert ExamSection.objects.count() == 1


def test_the_operator_sees_what_to_mend_and_acts(course: Course) -> None:
    covenant.look_at(KEY)
    Course.objects.update(limits_duration=True)
    ola = visitor("ola", is_staff=True, first_name="Ola", last_name="Sy")
    assert ola.post(MANAGE, {"act": "look", "course": KEY}).status_code == 302
    with counted() as statements:
        page = words(ola.get(MANAGE))
    assert len([one for one in statements if "agir_" in one]) == 3  # the host's menu asks too
    assert "1 course broke its promise." in page
    assert "Access lasts as long for everybody" in page
    assert ola.post(MANAGE, {"act": "except", "course": KEY, "reason": ""}).status_code == 422
    assert ola.post(MANAGE, {"act": "except", "course": KEY, "reason": "Pilot"}).status_code == 302
    assert CovenantOverride.objects.get().reason == "Pilot"
    assert "Pilot" in words(visitor().get(PAGE))
    assert "Ola Sy" not in words(visitor().get(PAGE))
    assert re.search("By Ola Sy, .*Pilot|Pilot.*By Ola Sy", words(ola.get(MANAGE)), re.DOTALL)
    assert ola.post(MANAGE, {"act": "end", "course": KEY}).status_code == 302
    assert ola.post(MANAGE, {"act": "end", "course": KEY}).status_code == 409
    assert ola.post(MANAGE, {"act": "look", "course": "nonsense"}).status_code == 422
    assert visitor("awa").get(MANAGE).status_code == 403


def test_the_operator_is_told_when_there_is_nothing_to_mend() -> None:
    page = words(visitor("ola", is_staff=True).get(MANAGE))
    assert "Nothing to mend" in page
    assert "No course was looked at yet." in page
