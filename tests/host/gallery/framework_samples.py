"""Frameworks and imports that do not exist, in every state that their pages must show."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from django.utils.translation import gettext

from agir_competencies.api.imports import ImportView, Line, LinePage
from agir_competencies.api.library import Branch, Card, Item, Name, Tie
from agir_competencies.domain.import_job import UploadMismatched
from agir_competencies.domain.local import StatementUnfit, TitleUnfit
from agir_competencies.sentences import refusal
from agir_dashboard.framework_pages import importing, reading, refusals
from agir_dashboard.framework_pages.undo import Step
from host.gallery.samples import LABELS, LONG, RIGHT_TO_LEFT, named

WHEN = datetime(2026, 11, 20, 4, 30, tzinfo=UTC)
HERE = named("framework")
LISTED = ("many", "empty", "nobody", "found", "rtl")
TREES = ("whole", "lazy", "item", "long", "write", "blank", "wrong")
NEW = ("empty", "refused")
FORMS = ("new", "refused", "open")
IMPORTS = (
    "waiting", "planning", "applying", "ready", "aged", "nothing", "done", "refused", "cancelled",
    "failed", "stale", "long",
)  # fmt: skip
STATES = {"listed": LISTED, "tree": TREES, "new": NEW, "form": FORMS, "import": IMPORTS}


def listed(state: str) -> dict[str, Any]:
    """Return what the list of frameworks reads."""
    title = RIGHT_TO_LEFT if state == "rtl" else "DigComp local : citoyenneté numérique"
    cards = [
        _card(title, links=12, courses=3),
        _card("RNCP36788 · Animer une démarche de réduction des déchets", source="rncp",
              valid_from=date(2024, 1, 1), valid_until=date(2026, 12, 31), retired=4,
              licence="https://www.etalab.gouv.fr/licence-ouverte-open-licence"),
        _card(LONG, source="esco", items=13_939, replaced_by_uri="urn:agir:next", is_active=False),
    ]  # fmt: skip
    is_empty = state in ("empty", "nobody")
    return {
        "asked": "mot" if state == "found" else "",
        "cards": [] if is_empty else [reading.card_of(one) for one in cards],
        "found": [reading.item_of(_item(label)) for label in LABELS] * (state == "found"),
        "pages": {"before": "", "after": "" if is_empty else "?page=2"},
        "may_import": state != "nobody",
        "may_write": state != "nobody",
    }


def tree(state: str) -> dict[str, Any]:
    """Return what the page of a framework reads."""
    leaves = tuple(_item(label, code=f"C{n}.1") for n, label in enumerate(LABELS, start=1))
    if state == "long":
        leaves = (_item(LONG, statement=LONG * 3, code="X" * 60), _item(RIGHT_TO_LEFT))
    item = _item(
        LONG if state == "long" else LABELS[0], statement=LONG, code="C1", links=5, courses=2,
        retired=True, replaced_by=_name(LABELS[1]), own="To choose a strong password", ties=(
            Tie("precedes", "https://example.org/2", _name(LABELS[2])),
            Tie("exactMatchOf", "http://data.europa.eu/esco/skill/" + "a" * 60, None),
        ),
    )  # fmt: skip
    top = tuple(
        _item(label, code=f"C{n}", children=6, below=leaves if state != "lazy" else (), links=3,
              courses=1)
        for n, label in enumerate(LABELS, start=1)
    )  # fmt: skip
    is_item, is_blank = state in ("item", "long", "write", "wrong"), state == "blank"
    if state in ("write", "wrong"):
        item = replace(item, retired=False, replaced_by=None)
    context = reading.branch_context(
        Branch(
            card=_card("DigComp local : citoyenneté numérique", retired=0 if is_blank else 2),
            item=item if is_item else None,
            path=(_name(LABELS[3], code="C"),) if is_item else (),
            items=() if is_blank else leaves if is_item else top,
            is_whole=state != "lazy",
            number=2 if state == "lazy" else 1,
            has_more=state == "lazy",
        )
    )
    if state in ("write", "blank"):
        context["writes"] = {"undo": Step("retire", ("x",)) if state == "write" else None}
    if state == "wrong":
        refused = StatementUnfit(limit=5000, code_limit=255)
        context |= {
            "error": refusal(refused),
            "writes": {"act": "add", "statement": "", "code": "C1.2"},
        }
    return context


def new(state: str) -> dict[str, Any]:
    """Return what the form of a framework that is written here reads."""
    context = {"title": "", "language": "fr", "publisher": "", "licence": ""}
    error = refusal(TitleUnfit(limit=500)) if state == "refused" else ""
    return context | {"error": error}


def form(state: str) -> dict[str, Any]:
    """Return what the form of an import reads."""
    latest = [_import("done"), _import("refused"), _import("stale")] * (state != "new")
    context = importing.form_context(latest) | {"open_url": "#open" if state == "open" else ""}
    if state == "refused":
        context |= {
            "error": refusals.sentence(UploadMismatched(format="moodle", found="case")),
            "wrong": "file",
            "format": "moodle",
        }
    return context


def one(state: str) -> dict[str, Any]:
    """Return what the page of an import reads."""
    view = _import(state)
    if view.state != "ready":
        return importing.import_context(view)
    context = importing.base_context(view) | {"who": "Awa Diallo"}
    lines = tuple(
        Line("retire", label, before=LONG, links=n, courses=1)
        for n, label in enumerate((LONG, *LABELS) if state == "long" else LABELS)
    )
    return context | importing.plan_context(view, "retire", LinePage(lines, 2, 3))


def _import(state: str) -> ImportView:
    found = {"waiting": "planned", "aged": "ready", "nothing": "ready", "long": "ready"}
    totals = {"retire": 112, "update": 7, "move": 4, "create": 13_900, "note": 3, "framework": 2,
              "links": 9, "changed": 2, "unchanged": 61}  # fmt: skip
    view = ImportView(
        id=named("import"),
        subject=None,
        name=LONG if state == "long" else "referentiel-2026.json",
        format="case",
        is_url=False,
        size=6_400_000,
        state=found.get(state, state),
        phase="apply" if state in ("applying", "done") else "plan",
        is_waiting=state == "waiting",
        percent=0 if state == "waiting" else 42,
        totals={"unchanged": 61} if state == "nothing" else totals,
        is_aged=state == "aged",
        written=2 if state == "done" else 0,
        wrote={"create": 13_900, "retire": 112, "update": 7} if state == "done" else {},
        refusal="",
        created_at=WHEN,
        ended_at=WHEN,
    )
    words = gettext("The file holds no competency. Check that it is the export that you wanted.")
    return replace(view, refusal=words) if state == "refused" else view


def _card(title: str, **more: Any) -> Card:
    return Card(
        **{
            "identifier": HERE, "uri": "https://example.org/cadre", "source": "case",
            "title": title, "publisher": "Agir", "version": "2.1", "language": "",
            "licence": "CC BY 4.0", "status": "", "is_active": True, "valid_from": None,
            "valid_until": None, "replaced_by_uri": "", "replaced_by": None, "imported_at": WHEN,
            "items": 42, "retired": 0, "links": 0, "courses": 0, **more,
        }
    )  # fmt: skip


def _name(label: str, code: str = "") -> Name:
    return Name(HERE, named(label), label, code)


def _item(label: str, code: str = "", **more: Any) -> Item:
    return Item(
        **{
            "name": _name(label, code), "statement": label, "own": "", "own_language": "en",
            "kind": "Compétence", "uri": "https://example.org/1", "retired": False,
            "replaced_by": None, "ties": (), "links": 0, "courses": 0, "children": 0, **more,
        }
    )  # fmt: skip
