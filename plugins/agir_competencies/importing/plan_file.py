"""How is a plan kept between the page that shows it and the worker that carries it out?

As a file of lines, ``KIND TAB JSON``, in the private storage: a plan may hold a hundred thousand
changes, of which a page shows fifty. The document itself is not kept; the worker reads the
upload again, and ``digest`` tells whether it would still do what was shown.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, Final
from uuid import UUID

from django.db.models import Count

from agir_competencies import sentences
from agir_competencies.data import Change, FrameworkPlan, ImportPlan
from agir_competencies.domain.plan import RETIRE
from agir_competencies.importing import files
from agir_competencies.importing.data import Line, LinePage
from agir_competencies.models import Link

PAGE: Final = 50
BATCH: Final = 500
NOTE: Final = "note"
FRAMEWORK: Final = "framework"
LINKS: Final = "links"
CHANGED: Final = "changed"

Touched = Mapping[UUID, tuple[int, int]]


def write(job: UUID, plan: ImportPlan) -> tuple[str, dict[str, int]]:
    """Keep a plan; return the name it is found by and how many lines of each kind it has."""
    touched = _touched(plan)
    totals = Counter(plan.counts)
    totals[LINKS] = sum(links for links, _ in touched.values())
    totals[CHANGED] = sum(part.is_new or part.is_changed for part in plan.frameworks)
    with tempfile.SpooledTemporaryFile(max_size=1024 * 1024) as file:
        for part in plan.frameworks:
            for kind, told in _lines(part, touched):
                file.write(f"{kind}\t{json.dumps(told, default=str)}\n".encode())
                if kind in (NOTE, FRAMEWORK):
                    totals[kind] += 1
        return files.keep(job, ".plan", file), dict(totals)


def read(name: str, kind: str, number: int, total: int) -> LinePage:
    """Return a page of the lines of a kind, of which there are ``total``."""
    last = max(1, -(-total // PAGE))
    number = min(max(1, number), last)
    start = f"{kind}\t".encode()
    with files.opened(name) as file:
        found = (line for line in file if line.startswith(start))
        shown = list(islice(found, (number - 1) * PAGE, number * PAGE))
    return LinePage(
        tuple(_line(kind, json.loads(one[len(start) :])) for one in shown), number, last
    )


def digest(part: FrameworkPlan) -> str:
    """Return what tells two plans of one framework apart."""
    seen = hashlib.sha256(f"{part.uri}\n{part.is_new}\n{part.is_changed}\n".encode())
    for change in part.changes:
        seen.update(repr((change.action, change.identifier, change.before, change.after)).encode())
    return seen.hexdigest()


def _lines(part: FrameworkPlan, touched: Touched) -> Iterator[tuple[str, dict[str, Any]]]:
    yield FRAMEWORK, {"label": part.title, "new": part.is_new, "changed": part.is_changed}
    for code, facts in part.notes:
        yield NOTE, {"code": code, "facts": dict(facts), "framework": part.title}
    for change in part.changes:
        yield change.action, _told(change, part.title, touched)


def _told(change: Change, framework: str, touched: Touched) -> dict[str, Any]:
    told: dict[str, Any] = {"label": change.label, "framework": framework}
    if change.before != change.after:
        told |= {"before": change.before, "after": change.after}
    if change.action == RETIRE:
        told["links"], told["courses"] = touched.get(change.identifier, (0, 0))
    return told


def _touched(plan: ImportPlan) -> Touched:
    """Return how many live links lead to what would be retired, and from how many courses."""
    gone = [
        change.identifier
        for part in plan.frameworks
        for change in part.changes
        if change.action == RETIRE
    ]
    found: dict[UUID, tuple[int, int]] = {}
    for start in range(0, len(gone), BATCH):
        rows = Link.objects.filter(
            competency__identifier__in=gone[start : start + BATCH], removed_at=None
        )
        counts = rows.values_list("competency__identifier").annotate(
            Count("pk"), Count("course_key", distinct=True)
        )
        found |= {identifier: (links, courses) for identifier, links, courses in counts}
    return found


def _line(kind: str, told: dict[str, Any]) -> Line:
    if kind == NOTE:
        return Line(kind, sentences.note(told["code"], told["facts"]), framework=told["framework"])
    if kind == FRAMEWORK:
        state = "create" if told["new"] else "update" if told["changed"] else "unchanged"
        return Line(kind, told["label"], after=state)
    return Line(kind, **told)
