"""A call, the work on it, and the themes that people miss, in states that a demo has not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from agir_catalogue import sentences
from agir_catalogue.api import themes
from agir_catalogue.api.coproduction import House
from agir_catalogue.api.diversity import CallState
from agir_catalogue.api.initiatives import ProposalUnfit, SuggestionsTooMany
from agir_catalogue.domain.call import ReasonMissing
from agir_catalogue.pages.coproduction import words
from agir_catalogue.pages.themes import words as theme_words

LONG = "Apprendre à réparer ensemble ce que l’on jetait, du grille-pain au téléphone, " * 2
HOUSE = House(UUID(int=1), "Université des Deux-Rives", "", "", "")
CALL = UUID(int=9)


def proposals() -> list[dict[str, Any]]:
    """Return a proposal in each state, the longest first."""
    return [
        _proposal(number, state)
        for number, state in enumerate(("draft", "submitted", "accepted", "declined", "withdrawn"))
    ]


def _proposal(number: int, state: str) -> dict[str, Any]:
    starts, ready = date(2026, 9, 1), date(2027, 1, 15)
    title, text = (LONG if not number else "Six heures pour réparer"), f"{LONG}\n\n{LONG}"
    step = {
        "word": words.step("accept"),
        "day": "3 mars 2026",
        "reason": LONG,
        "name": "Olu Adeyemi",
    }
    plan = {"title": title, "text": text, "competencies": "https://agir.example/c/1",
            "starts": str(starts), "ready": str(ready)}  # fmt: skip
    return {
        "id": UUID(int=100 + number), "call": CALL, "house": HOUSE, "state": state,
        "word": words.proposal(state), "title": title, "text": text, "skills": [],
        "themes": [_themes()[0][1], _themes()[1][1]], "starts": words.day(starts),
        "ready": words.day(ready), "is_own": True, "steps": [step] if state == "accepted" else [],
        "plan": plan, "plan_themes": [_themes()[0][0]], "is_rewritten": False, "said_reason": "",
        "is_undecided": False,
    }  # fmt: skip


def tasks() -> list[dict[str, Any]]:
    """Return a task in each state."""
    return [
        {"id": number, "call": CALL, "house": HOUSE, "title": title, "due": due, "state": state,
         "word": words.task(state), "may": True}
        for number, (title, due, state) in enumerate(
            ((LONG, "15 janvier 2027", "open"), ("Écrire les sous-titres", "", "done"),
             ("Traduire", "", "dropped"))
        )
    ]  # fmt: skip


def _themes() -> list[tuple[str, str]]:
    return [(one.id, one.name(theme_words.language())) for one in themes.scheme("agir").themes]


def _call(state: str) -> dict[str, Any]:
    is_closed = state == "closed"
    theme = themes.scheme("agir").themes[0]
    at = CallState.CLOSED if is_closed else CallState.OPEN
    call = {
        "id": CALL, "name": theme.name(theme_words.language()), "since": "3 mars 2026",
        "definition": theme.definition(theme_words.language()), "state": at.value,
        "word": theme_words.state(at), "reason": LONG, "support": theme_words.support(4210),
        "course": "", "course_url": "",
    }  # fmt: skip
    money = [{"url": "/agir/sponsorship/campaigns/", "title": LONG, "state_word": "Ouverte",
              "progress": "1 200 € sur 30 000 €", "is_open": True}]  # fmt: skip
    step = {"word": theme_words.state(at), "day": "3 mars 2026", "reason": LONG}
    return {
        "call": call, "related": [{"name": LONG, "scheme": "ISCED-F 2013"}], "steps": [step],
        "money": money if state == "money" else [], "begin_url": "/agir/sponsorship/console/",
        "may_decide": True, "may_support": True, "supports": state == "money",
        "fault": sentences.sentence(ReasonMissing(most=1000)) if state == "refused" else "",
        "reason": "",
    }  # fmt: skip


def _work(state: str) -> dict[str, Any]:
    is_long, is_refused = state == "long", state == "refused"
    found = proposals() if is_long else []
    if is_refused:
        said = {"is_undecided": True, "said_reason": LONG}
        found = [proposals()[0] | {"is_rewritten": True}, proposals()[1] | said]
    inside = state != "empty"
    return {
        "call": {"id": CALL, "name": LONG if is_long else _themes()[0][1], "state": "open"},
        "proposals": found, "own": [HOUSE] if inside else [], "is_inside": inside,
        "tasks": tasks() if is_long else [], "may_decide": inside,
        "charged": [HOUSE] if inside else [], "themes": _themes(), "typed": {},
        "typed_themes": [_themes()[0][0]], "typed_task": {},
        "said": "rewrite" if is_refused else "", "done": False,
        "fault": sentences.sentence(ProposalUnfit(field="competencies")) if is_refused else "",
    }  # fmt: skip


def _missing(state: str) -> dict[str, Any]:
    rows = [
        {"id": UUID(int=20 + number), "title": title, "text": LONG, "state": at,
         "word": words.suggestion(at), "day": "3 mars 2026", "reason": LONG,
         "theme": theme, "call": call}
        for number, (title, at, theme, call) in enumerate(
            ((LONG, "published", _themes()[0][1], CALL), ("Sobriété", "published", "", None),
             (LONG, "waiting", "", None), ("Réparer", "declined", "", None))
        )
    ]  # fmt: skip
    typed = {"title": LONG, "text": f"{LONG}\n{LONG}"} if state == "refused" else {}
    return {
        "published": rows[:2], "waiting": rows[2:3] if state == "long" else [], "own": rows[2:],
        "may_suggest": True, "themes": _themes(), "typed": typed, "done": state == "long",
        "fault": sentences.sentence(SuggestionsTooMany(most=5)) if typed else "",
    }  # fmt: skip


PAGES: dict[str, tuple[str, Callable[[str], dict[str, Any]], tuple[str, ...]]] = {
    "call": ("agir_catalogue/themes/call.html", _call, ("money", "closed", "refused")),
    "work": ("agir_catalogue/coproduction/work.html", _work, ("empty", "long", "refused")),
    "missing": ("agir_catalogue/coproduction/missing.html", _missing, ("long", "refused")),
}
