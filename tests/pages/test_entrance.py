"""Signing in, out, and choosing a language."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.test import Client

COOKIE = settings.LANGUAGE_COOKIE_NAME


def test_a_demo_account_enters_in_its_own_language(as_role: Callable[[str], Client]) -> None:
    client = as_role("")
    answer = client.post("/login/", {"username": "apprenante", "password": "apprenante"})
    assert (answer.status_code, answer["Location"]) == (302, "/dashboard")
    assert client.cookies[COOKIE].value == "fr"


def test_a_wrong_password_gets_a_sentence(as_role: Callable[[str], Client]) -> None:
    answer = as_role("").post("/login/", {"username": "apprenante", "password": "no"})
    assert answer.status_code == 200
    assert "do not match" in answer.content.decode()


def test_signing_out_needs_a_post(as_role: Callable[[str], Client]) -> None:
    client = as_role("apprenante")
    assert client.get("/logout/").status_code == 405
    assert client.post("/logout/").status_code == 302
    assert client.get("/dashboard").status_code == 302


def test_the_entrance_sends_nobody_to_another_site(as_role: Callable[[str], Client]) -> None:
    client = as_role("")
    data = {"username": "learner", "password": "learner", "next": "https://elsewhere.example/"}
    assert client.post("/login/", data)["Location"] == "/dashboard"
    answer = client.post("/language/", {"language": "fr", "next": "//elsewhere.example/"})
    assert answer["Location"] == "/"


def test_the_language_switch_remembers_and_ignores_the_unknown(
    as_role: Callable[[str], Client],
) -> None:
    client = as_role("")
    client.post("/language/", {"language": "fr", "next": "/"})
    assert 'lang="fr"' in client.get("/").content.decode()
    client.post("/language/", {"language": "xx", "next": "/"})
    assert client.cookies[COOKIE].value == "fr"
