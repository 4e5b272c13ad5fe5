"""Does a running site answer where Agir should? ``tutor local do test smoke --limit agir``.

Run by Tutor's ``do test`` on the operator's machine with ``LMS_HOST``, ``ENABLE_HTTPS`` and, in
development, ``LMS_PORT``. Reads public pages alone and changes nothing. A part that
``AGIR_CONTEXTS`` leaves out answers 404: its test is skipped with that sentence.
"""

import json
import os
import urllib.error
import urllib.request
from email.message import Message
from typing import Any

import pytest

Answer = tuple[int, Message, str]

SECONDS = 30


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *arguments: Any, **names: Any) -> None:
        """Return nothing: a redirect is an answer here."""


_opener = urllib.request.build_opener(_Stay)


def ask(path: str) -> Answer:
    """Return (status, headers, text) of an address of the LMS."""
    secure = os.environ.get("ENABLE_HTTPS") == "true"
    host = os.environ["LMS_HOST"]
    port = os.environ.get("LMS_PORT")
    place = f"{'https' if secure else 'http'}://{host}{f':{port}' if port else ''}{path}"
    request = urllib.request.Request(place, headers={"Accept-Language": "en"})  # noqa: S310
    try:
        with _opener.open(request, timeout=SECONDS) as answer:
            return answer.status, answer.headers, answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.headers, refused.read().decode()


def part(path: str) -> Answer:
    """Return what a part of the suite answers; skip where the site switched it off."""
    answer = ask(path)
    if answer[0] == 404:
        pytest.skip(f"{path} is not there: AGIR_CONTEXTS may leave that part out.")
    return answer


def test_whoever_signs_badges_says_so() -> None:
    """404 is a site without a signing key: `tutor agir doctor` says so."""
    status, _, text = part("/.well-known/did.json")
    assert status == 200
    assert json.loads(text)["id"].startswith("did:")


def test_the_public_catalogue_is_there_without_an_account() -> None:
    status, headers, text = part("/agir/catalogue/")
    assert status == 200
    assert headers["Content-Type"].startswith("text/html")
    assert "<h1" in text


def test_other_operators_find_the_feed() -> None:
    status, _, text = part("/.well-known/mooc-federation.json")
    assert status == 200
    assert json.loads(text)


def test_anybody_may_verify_a_badge() -> None:
    assert part("/agir/badges/verify/")[0] == 200


def test_nobody_reads_the_skills_of_somebody() -> None:
    """A visitor is asked to sign in, and a program is refused."""
    status, headers, _ = part("/agir/skills/")
    assert status == 302
    assert "/login" in headers["Location"]
    assert part("/api/agir/dashboard/v1/me/")[0] in (401, 403)
