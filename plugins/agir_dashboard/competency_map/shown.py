"""What do the templates of the map read?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agir_competencies.api import authoring
from agir_competencies.api.authoring import CourseMap, FindingView, LineView
from agir_dashboard.competency_map import grid, words
from agir_dashboard.competency_map.filters import PAGE, Wanted
from agir_dashboard.competency_map.grid import Tree


def address(name: str, course_key: str, *more: object) -> str:
    """Return the address of a page of the map."""
    return reverse(f"agir_dashboard:{name}", args=[course_key, *more])


def frame(course_key: str, title: str, here: str) -> dict[str, Any]:
    """Return what every page of the map shows around itself; ``here`` is its own name."""
    pages = [
        ("competency-map", _("Map")),
        ("competency-findings", _("To mend")),
        ("competency-simulate", _("Simulate")),
        ("competency-find", _("Link a competency")),
        ("competency-links", _("Links as a file")),
    ]
    return {
        "course_key": course_key,
        "title": title,
        "pages": [
            {"url": address(name, course_key), "word": word, "is_here": name == here}
            for name, word in pages
        ],
    }


def page(found: CourseMap, wanted: Wanted) -> dict[str, Any]:
    """Return one page of the map."""
    tree = Tree(found)
    section = wanted.section if wanted.section in tree.blocks else ""
    inside = tree.below(section) if section else frozenset()
    kept = wanted.keep(found.lines, inside)
    shown = kept[(wanted.page - 1) * PAGE : wanted.page * PAGE]
    groups = grid.groups(found, tree, section)
    columns = [column for group in groups for column in group.columns]
    here = address("competency-map", found.course_key)
    rest = len(kept) > wanted.page * PAGE
    return {
        "wanted": wanted,
        "lead": lead(found),
        "counts": counts(found.findings),
        "total": len(found.lines),
        "kept": said_kept(len(kept), len(found.lines)) if wanted.is_active else "",
        "groups": groups,
        "columns": columns,
        "is_by_section": any(
            column.level == "section" and not group.key
            for group in groups
            for column in group.columns
        ),
        "rows": [row(found.course_key, line, tree, columns) for line in shown],
        "sections": [{"key": one.key, "title": one.title} for one in tree.at("section")],
        "frameworks": frameworks(found),
        "shows": shows(),
        "orders": orders(),
        "list_url": here + wanted.query(view="" if wanted.view else "list"),
        "all_url": here + Wanted(view=wanted.view, order=wanted.order).query(),
        "back_url": here + wanted.query(page=wanted.page - 1) if wanted.page > 1 else "",
        "next_url": here + wanted.query(page=wanted.page + 1) if rest else "",
        "csv_url": address("competency-map-csv", found.course_key),
    }


def row(
    course_key: str, line: LineView, tree: Tree, columns: Sequence[grid.Column]
) -> dict[str, Any]:
    """Return one competency as the table and the list show it."""
    url = address("competency-one", course_key, line.identifier)
    return {
        "line": line,
        "url": url,
        "rule": words.rule(line),
        "cells": [
            {"cell": cell, "url": "" if cell.is_empty else url + _where(column)}
            for column, cell in zip(columns, grid.cells(line, tree, columns), strict=True)
        ],
        "places": places(line, tree),
        "findings": findings(one for one in line.findings if one.severity != authoring.NOTE),
    }


def _where(column: grid.Column) -> str:
    """Return where on the page of a competency a column is acted upon."""
    if len(column.holds) > 1:
        return f"?{urlencode({'section': column.key})}#places"
    return f"#{grid.anchor(column.key)}"


def places(line: LineView, tree: Tree) -> list[dict[str, Any]]:
    """Return where a competency is linked, in reading order; links of gone blocks are left out."""
    own: dict[str, list[Any]] = {}
    for tie in line.ties:
        if not tie.is_gone:
            own.setdefault(tree.home(tie.object_key), []).append(tie)
    return [
        {
            "key": key,
            "title": tree.blocks[key].title,
            "path": tree.path(key),
            "kind": words.level(tree.blocks[key].level),
            "cell": grid.cell(ties),
        }
        for key, ties in own.items()
    ]


def findings(found: Iterable[FindingView]) -> list[dict[str, Any]]:
    """Return findings with how bad they are in words."""
    return [
        {
            "code": one.code,
            "severity": one.severity,
            "word": authoring.severity_word(one.severity),
            "title": one.title,
            "sentence": one.sentence,
            "titles": one.titles,
            "competency": one.competency,
            "label": one.label,
        }
        for one in found
    ]


def by_code(found: CourseMap) -> Iterator[dict[str, Any]]:
    """Yield the findings of a course by their kind, worst first."""
    for code in authoring.CODES:
        own = [one for one in found.findings if one.code == code]
        if own:
            told = findings(own)
            yield {
                "code": code,
                "title": own[0].title,
                "severity": own[0].severity,
                "word": told[0]["word"],
                "about": _for_all(code) if own[0].severity == authoring.NOTE else "",
                "found": [
                    {**one, "url": address("competency-one", found.course_key, one["competency"])}
                    for one in told
                ],
            }


def _for_all(code: str) -> str:
    """Return what to do where one sentence says it of each competency of a list."""
    return {
        "assessed_not_promised": _(
            "Learners are not told that the course works on these: link each to the unit, the "
            "section or the course that does."
        )
    }.get(code, "")


def lead(found: CourseMap) -> str:
    """Return the state of a course in one sentence."""
    total = len(found.lines)
    assessed = sum(line.is_assessed for line in found.lines)
    return ngettext(
        "%(total)s competency is linked in this course; a score can show %(assessed)s.",
        "%(total)s competencies are linked in this course; a score can show %(assessed)s of them.",
        total,
    ) % {"total": total, "assessed": assessed}  # fmt: skip


def counts(found: Iterable[FindingView]) -> list[dict[str, Any]]:
    """Return how many findings there are of each severity, those that there are."""
    told = list(found)
    return [
        {
            "severity": one,
            "word": authoring.severity_word(one),
            "count": sum(finding.severity == one for finding in told),
        }
        for one in (authoring.ERROR, authoring.WARNING, authoring.NOTE)
        if any(finding.severity == one for finding in told)
    ]


def said_kept(kept: int, total: int) -> str:
    """Return how many competencies a filter left."""
    told = ngettext(
        "%(kept)s of %(total)s competency shown.",
        "%(kept)s of %(total)s competencies shown.",
        total,
    )
    return told % {"kept": kept, "total": total}


def frameworks(found: CourseMap) -> list[dict[str, Any]]:
    """Return the frameworks of the linked competencies, in their order."""
    titles: dict[UUID, str] = {line.framework: line.framework_title for line in found.lines}
    return [{"key": str(key), "title": title} for key, title in titles.items()]


def shows() -> list[tuple[str, str]]:
    """Return what may be asked to see."""
    return [
        ("", _("All")),
        ("promised", _("Promised, not assessed")),
        ("unassessed", _("Not assessed")),
        ("findings", _("With something to mend")),
    ]


def orders() -> list[tuple[str, str]]:
    """Return the orders that may be asked."""
    return [
        ("", _("As in the framework")),
        ("label", _("By name")),
        ("findings", _("What is to mend first")),
        ("activities", _("Fewest activities first")),
    ]
