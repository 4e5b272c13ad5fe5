"""The rules of xAPI 1.0.3, part 2 (Experience Data), that bear on a statement, as checks.

Written from the text of the specification (2.2 formatting, 2.4 properties, 4.6 timestamps); it
shares no code with what writes statements. ``faults`` returns sentences, none for a good one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

STATEMENT = {
    "id", "actor", "verb", "object", "result", "context", "timestamp", "stored", "authority",
    "version", "attachments",
}  # fmt: skip
IDENTIFIERS = {"mbox", "mbox_sha1sum", "openid", "account"}
RESULT = {"score", "success", "completion", "response", "duration", "extensions"}
CONTEXT = {
    "registration", "instructor", "team", "contextActivities", "revision", "platform", "language",
    "statement", "extensions",
}  # fmt: skip
DEFINITION = {
    "name", "description", "type", "moreInfo", "extensions", "interactionType",
    "correctResponsesPattern", "choices", "scale", "source", "target", "steps",
}  # fmt: skip
IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)")


def faults(statement: dict[str, Any]) -> list[str]:
    """Return what is wrong with ``statement``."""
    return [
        *_keys(statement, STATEMENT, "statement"),
        *(f"{name} is missing" for name in ("actor", "verb", "object") if name not in statement),
        *_nulls(statement, "statement"),
        *_id(statement),
        *_actor(statement.get("actor", {})),
        *_verb(statement.get("verb", {})),
        *_activity(statement.get("object", {}), "object"),
        *_result(statement.get("result", {})),
        *_context(statement.get("context", {})),
        *_when(statement),
    ]


def _keys(found: dict[str, Any], allowed: set[str], where: str) -> Iterator[str]:
    yield from (f"{where}.{name} is no property" for name in sorted(found.keys() - allowed))


def _nulls(found: Any, where: str) -> Iterator[str]:
    """2.2: no null, except within extensions."""
    if found is None:
        yield f"{where} is null"
    elif isinstance(found, dict):
        for name, value in found.items():
            if name != "extensions":
                yield from _nulls(value, f"{where}.{name}")
    elif isinstance(found, list):
        for value in found:
            yield from _nulls(value, where)


def _id(statement: dict[str, Any]) -> Iterator[str]:
    try:
        if "id" in statement:
            UUID(statement["id"])
    except ValueError:
        yield "id is no UUID"


def _actor(actor: dict[str, Any]) -> Iterator[str]:
    yield from _keys(actor, {"objectType", "name"} | IDENTIFIERS, "actor")
    if actor.get("objectType", "Agent") != "Agent":
        yield "actor is no Agent"
    if len(actor.keys() & IDENTIFIERS) != 1:
        yield "actor has not exactly one identifier"
    account = actor.get("account")
    if account is not None:
        if set(account) != {"homePage", "name"} or not IRI.fullmatch(account["homePage"]):
            yield "account is no home page with a name"
        if not isinstance(account.get("name"), str) or not account["name"]:
            yield "account has no name"


def _verb(verb: dict[str, Any]) -> Iterator[str]:
    yield from _keys(verb, {"id", "display"}, "verb")
    if not IRI.fullmatch(verb.get("id", "")):
        yield "verb has no IRI"
    yield from _language_map(verb.get("display", {}), "verb.display")


def _activity(found: dict[str, Any], where: str) -> Iterator[str]:
    yield from _keys(found, {"objectType", "id", "definition"}, where)
    if found.get("objectType", "Activity") != "Activity":
        yield f"{where} is no Activity"
    if not IRI.fullmatch(found.get("id", "")):
        yield f"{where} has no IRI"
    definition = found.get("definition", {})
    yield from _keys(definition, DEFINITION, f"{where}.definition")
    if "type" in definition and not IRI.fullmatch(definition["type"]):
        yield f"{where}.definition.type is no IRI"
    for name in ("name", "description"):
        yield from _language_map(definition.get(name, {}), f"{where}.{name}")


def _language_map(found: dict[str, Any], where: str) -> Iterator[str]:
    for tag, text in found.items():
        if not LANGUAGE.fullmatch(tag) or not isinstance(text, str):
            yield f"{where} is no language map"


def _result(result: dict[str, Any]) -> Iterator[str]:
    yield from _keys(result, RESULT, "result")
    score = result.get("score", {})
    yield from _keys(score, {"scaled", "raw", "min", "max"}, "score")
    if not -1 <= score.get("scaled", 0) <= 1:
        yield "score.scaled is outside -1 to 1"


def _context(context: dict[str, Any]) -> Iterator[str]:
    yield from _keys(context, CONTEXT, "context")
    for name in context.get("extensions", {}):
        if not IRI.fullmatch(name):
            yield f"extension {name} is no IRI"
    for relation, activities in context.get("contextActivities", {}).items():
        if relation not in ("parent", "grouping", "category", "other"):
            yield f"{relation} is no relation"
        for activity in activities:
            yield from _activity(activity, relation)


def _when(statement: dict[str, Any]) -> Iterator[str]:
    moment = statement.get("timestamp", "")
    if not MOMENT.fullmatch(moment) or moment.endswith(("-00:00", "-0000")):
        yield "timestamp is no instant of ISO 8601"
    else:
        datetime.fromisoformat(moment)
    if not re.fullmatch(r"1\.0(\.\d+)?", statement.get("version", "1.0.0")):
        yield "version is not 1.0"
