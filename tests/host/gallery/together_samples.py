"""Pages of institutions and of who makes a course, in states that a demo has not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from agir_catalogue import sentences
from agir_catalogue.api.coproduction import (
    House,
    InstitutionUnfit,
    InvitationUnknown,
    LastSteward,
    SharesExceeded,
)
from agir_catalogue.pages.coproduction import words
from host.gallery import call_samples

LONG = "Institut coopératif des métiers du numérique, de la médiation et de l’accompagnement " * 2
LINK = f"https://agir.example/agir/institutions/join/{'s' * 43}/"
FIRST = House(
    UUID(int=1), "Université des Deux-Rives", "https://deux-rives.example", "", "03yrm5c26"
)
WIDE = House(UUID(int=2), LONG, f"https://{'institut-' * 12}example", "73282932000074", "03yrm5c26")


def _page(context: dict[str, Any], fault: str = "") -> dict[str, Any]:
    return context | {"fault": fault, "done": False}


def _institutions(state: str) -> dict[str, Any]:
    if state == "empty":
        return _page({"own": [], "others": [], "may_add": False, "typed": {}})
    typed = {"name": "CNRS", "siret": "123", "ror": "02feahw74", "steward": "ada"}
    context = {"own": [FIRST], "others": [WIDE], "may_add": True, "typed": typed}
    return _page(context, sentences.sentence(InstitutionUnfit(field="ror")))


def _institution(state: str) -> dict[str, Any]:
    house = FIRST if state == "link" else WIDE
    is_long = state == "long"
    courses = [
        {
            "key": f"course-v1:Agir+N{number}+2026",
            "title": LONG if number else "Côte à côte",
            "is_listed": not number,
            "lines": [
                {"role": words.role("lead"), "share": "1/3"},
                {"role": words.role("accessibility"), "share": ""},
            ],
            "terms": "lead:1/3",
            "answer": answer,
            "word": words.answer(answer),
        }
        for number, answer in enumerate((True, None, False))
    ]
    name = "Anne-Françoise-Geneviève de la Rochefoucauld-Montmorency-Laval"
    members = [
        {"subject": UUID(int=7), "name": name, "role": words.member("steward"), "is_own": True,
         "is_steward": True},
        {"subject": UUID(int=8), "name": "أوا ديالو", "role": words.member("contributor"),
         "is_own": False, "is_steward": False},
    ]  # fmt: skip
    waiting = [{"id": 1, "role": words.member("steward"), "until": "11 décembre 2026"}]
    context = {
        "house": house, "role": words.member("steward"), "is_member": True, "may_answer": True,
        "may_manage": True, "may_name": is_long, "courses": courses if is_long else [],
        "proposals": call_samples.proposals() if is_long else [],
        "tasks": call_samples.tasks() if is_long else [],
        "members": members, "invitations": waiting if state != "refused" else [],
        "link": LINK if state == "link" else "",
        "typed": house, "is_corrected": False,
    }  # fmt: skip
    return _page(context, sentences.sentence(LastSteward()) if state == "refused" else "")


def _join(state: str) -> dict[str, Any]:
    if state == "refused":
        fault = sentences.sentence(InvitationUnknown())
        return _page({"house": None, "role": ""}, fault)
    return _page({"house": WIDE, "role": words.member("contributor")})


def _makers(state: str) -> dict[str, Any]:
    empty = {"institution": "", "role": "", "share": ""}
    context: dict[str, Any] = {
        "title": LONG, "course_key": "course-v1:Agir+N+2026", "read": 3, "rows": [empty],
        "houses": [], "roles": words.roles(), "credit": "", "history": [],
    }  # fmt: skip
    if state == "empty":
        return _page(context)
    rows = [
        {
            "institution": str(FIRST.id),
            "role": "lead",
            "share": "2/3",
            "answer": words.answer(True),
        },
        {"institution": str(WIDE.id), "role": "author", "share": "50", "answer": ""},
        empty,
    ]
    line = {"name": LONG, "role": words.role("author"), "share": "1/3"}
    history = [
        {"day": "3 mars 2026", "by": "Camille Roux", "is_undo": True, "lines": []},
        {"day": "2 mars 2026", "by": "Camille Roux", "is_undo": False, "lines": [line, line]},
    ]
    houses = [(str(one.id), one.name) for one in (FIRST, WIDE)]
    context |= {"rows": rows, "houses": houses, "credit": f"{FIRST.name}.", "history": history}
    return _page(context, sentences.sentence(SharesExceeded(percent="116.67")))


PAGES: dict[str, tuple[str, Callable[[str], dict[str, Any]], tuple[str, ...]]] = {
    "institutions": (
        "agir_catalogue/coproduction/institutions.html", _institutions, ("empty", "refused"),
    ),
    "institution": (
        "agir_catalogue/coproduction/institution.html", _institution, ("long", "link", "refused"),
    ),
    "join": ("agir_catalogue/coproduction/join.html", _join, ("asked", "refused")),
    "makers": ("agir_catalogue/coproduction/makers.html", _makers, ("empty", "refused")),
    **call_samples.PAGES,
}  # fmt: skip
