"""A framework of the size of ESCO: taken in, again unchanged, and with one row in a hundred new.

The limit of the first import is the same rows in raw multi-row inserts, one transaction, and
nothing else: no reading, no comparison, no labels. That of the unchanged one is one digest of the
files and one plain SELECT of each table. Both ratios are printed; targets are that the unchanged
import writes no row and takes at most an eighth of the first, and that the first, which writes
relations too, is at least five times as fast an item as the tagging package's own import is a tag
of a small list (its rate falls with the size: 300 tags are all that this has time for).
"""

from __future__ import annotations

import csv
import hashlib
import io
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from agir_competencies import api
from agir_competencies.models import Competency, Framework, Relation
from agir_competencies.tagging import oel

GROUPS, SKILLS, PEER = 640, 13_260, 300
ROUNDS = 3
BASE = "http://data.europa.eu/esco/skill/bench"
HEADS = {
    "skillGroups": ("conceptUri", "preferredLabel", "description", "status", "code"),
    "skills": ("conceptUri", "preferredLabel", "description", "status", "skillType"),
    "broaderRelationsSkillPillar": ("conceptUri", "broaderUri"),
    "skillSkillRelations": ("originalSkillUri", "relationType", "relatedSkillUri"),
}
VERBS = ("INSERT", "UPDATE", "DELETE")


def rows(run: int, changed: int = 0) -> dict[str, Iterator[tuple[str, ...]]]:
    """Return a made-up set: four levels of groups, skills below, a relation for each second."""
    group = f"{BASE}/{run}/g{{}}".format
    skill = f"{BASE}/{run}/s{{}}".format
    text = "What somebody does who can do this, in so many words that it fills a line or two. " * 2
    return {
        "skillGroups": (
            (group(n), f"Group {n} of {run}", text, "released", f"S{n}") for n in range(GROUPS)
        ),
        "skills": (
            (skill(n), f"Skill {n} of {run}", text + ("!" if n < changed else ""), "released",
             "skill/competence")
            for n in range(SKILLS)
        ),
        "broaderRelationsSkillPillar": (
            *((group(n), group(n // 9)) for n in range(1, GROUPS)),
            *((skill(n), group(n % GROUPS)) for n in range(SKILLS)),
        ),
        "skillSkillRelations": (
            (skill(n), "essential", skill(n * 7 % SKILLS)) for n in range(1, SKILLS, 2)
        ),
    }  # fmt: skip


def write(folder: Path, run: int, changed: int = 0) -> None:
    """Write the set."""
    for stem, lines_ in rows(run, changed).items():
        with (folder / f"{stem}_en.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(HEADS[stem])
            writer.writerows(lines_)


def take(folder: Path) -> None:
    """Import the set."""
    api.apply_plan(api.plan_import(folder, format="esco", language="en"))


def forget() -> None:
    """Take the framework and its tags away, so that the next import is a first one."""
    Relation.objects.all().delete()
    Competency.objects.update(parent=None)
    Competency.objects.all().delete()
    Framework.objects.all().delete()
    oel.Tag.objects.update(parent=None)
    oel.Taxonomy.objects.all().delete()


def the_raw_insert() -> None:
    """Write the rows that are there once more into tables without an index, and drop them."""
    with transaction.atomic(), connection.cursor() as cursor:
        for model in (Competency, Relation, oel.Tag):
            table = model._meta.db_table
            cursor.execute(f"SELECT * FROM {table}")
            found = cursor.fetchall()
            marks = ", ".join(["%s"] * len(found[0]))
            cursor.execute(f"CREATE TABLE bench_{table} AS SELECT * FROM {table} WHERE 1 = 0")
            started = time.perf_counter()
            cursor.executemany(f"INSERT INTO bench_{table} VALUES ({marks})", found)
            raw.append(time.perf_counter() - started)
        transaction.set_rollback(True)


raw: list[float] = []


def the_least_reading(folder: Path) -> None:
    """Digest the files and fetch every row of the tables."""
    for path in sorted(folder.iterdir()):
        with path.open("rb") as file:
            hashlib.file_digest(file, "sha256")
    with connection.cursor() as cursor:
        for model in (Competency, Relation, oel.Tag):
            cursor.execute(f"SELECT * FROM {model._meta.db_table}")
            cursor.fetchall()


def the_peer() -> None:
    """Let the tagging package import a small list of its own."""
    taxonomy = oel.Taxonomy.objects.create(name="Peer", export_id="bench-peer", enabled=True)
    lines_ = [f"p{n},Peer {n},{f'p{n // 9}' if n else ''}" for n in range(PEER)]
    content = io.BytesIO("\n".join(["id,value,parent_id", *lines_]).encode())
    done, _, plan = import_tags()(taxonomy, content, parser_format("csv"))
    if not done:
        raise RuntimeError(plan.plan() if plan else "no plan")


def import_tags() -> Callable[..., Any]:
    """Return the package's own import, wherever this release keeps it."""
    try:
        from openedx_tagging.import_export import api as found
    except ImportError:
        from openedx_tagging.core.tagging.import_export import api as found
    return found.import_tags


def parser_format(name: str) -> Any:
    """Return the package's word for a format."""
    try:
        from openedx_tagging.import_export import ParserFormat
    except ImportError:
        from openedx_tagging.core.tagging.import_export import ParserFormat
    return ParserFormat[name.upper()]


def timed(act: Callable[[], None]) -> float:
    """Return the seconds that ``act`` takes."""
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def statements(act: Callable[[], None]) -> tuple[int, int]:
    """Return how many statements ``act`` makes, and how many of these write."""
    with CaptureQueriesContext(connection) as captured:
        act()
    asked = [query["sql"].lstrip("( ") for query in captured.captured_queries]
    return len(asked), sum(sql.startswith(VERBS) for sql in asked)


def lines() -> list[str]:
    """Measure in turn; return the printed lines."""
    first: list[float] = []
    again: list[float] = []
    least: list[float] = []
    few: list[float] = []
    inserts: list[float] = []
    with tempfile.TemporaryDirectory(prefix="agir-bench-esco-") as name:
        folder = Path(name)
        for run in range(ROUNDS):
            forget()
            write(folder, run)
            first.append(timed(lambda: take(folder)))
            raw.clear()
            the_raw_insert()
            inserts.append(sum(raw))
            again.append(timed(lambda: take(folder)))
            least.append(timed(lambda: the_least_reading(folder)))
            asked, wrote = statements(lambda: take(folder))
            write(folder, run, changed=SKILLS // 100)
            few.append(timed(lambda: take(folder)))
        forget()
    peer = timed(the_peer)
    told = {"first": first, "insert": inserts, "again": again, "least": least, "few": few}
    taken = {name: statistics.median(times) for name, times in told.items()}
    return _told(taken, peer, asked, wrote)


def _told(taken: dict[str, float], peer: float, asked: int, wrote: int) -> list[str]:
    """Return the lines that say what was measured."""
    size, first, again = GROUPS + SKILLS, taken["first"], taken["again"]
    faster = (size / first) / (PEER / peer)
    holds = wrote == 0 and again <= first / 8
    once = (
        f"import first items={size} product={first:.2f}s limit={taken['insert']:.2f}s"
        f" ratio={first / taken['insert']:.1f}"
    )
    twice = (
        f"import unchanged items={size} product={again * 1e3:.0f}ms"
        f" limit={taken['least'] * 1e3:.0f}ms ratio={again / taken['least']:.1f} sql={asked}"
        f" writes={wrote} of_first={again / first:.3f} target<=0.125 {'PASS' if holds else 'FAIL'}"
    )
    other = (
        f"import peer import_tags items={PEER} {PEER / peer:.0f}/s product={size / first:.0f}/s"
        f" ratio={faster:.0f} target>=5 {'PASS' if faster >= 5 else 'FAIL'}"
    )
    few = f"import 1%-changed items={size} product={taken['few']:.2f}s"
    return [once, twice, f"{few} of_first={taken['few'] / first:.2f}", other]
