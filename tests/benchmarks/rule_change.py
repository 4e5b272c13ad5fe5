"""A rule changes for very many learners on MariaDB: how long is the longest transaction?

``python tests/benchmarks/rule_change.py [LEARNERS] [weights]`` (100,000 unless told; ``weights``
changes those of both activities to a tenth instead of the rule). The target is 0.5 s,
which is what a learner whose score arrives meanwhile may wait. Each learner has two activities; the
threshold rises from 0.70 to 0.75, so that whoever showed 0.744 would fall and keeps it. Beside the
longest transaction stands the least that a database could do: the longest of as many raw UPDATEs
of as many states as a range has at the most, each in a transaction of its own, in the same run. On
a machine that does something else the two rise together. Exit status 1 when the target is missed.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))
os.environ["DJANGO_SETTINGS_MODULE"] = "host.settings"

TARGET_SECONDS = 0.5
HEX = "MD5(CONCAT('{word}', seq))"
# MariaDB takes no UUID whose version and variant are none.
UUID_OF = (
    "CONCAT(SUBSTR({hex},1,8), '-', SUBSTR({hex},9,4), '-4', SUBSTR({hex},14,3),"
    " '-8', SUBSTR({hex},18,3), '-', SUBSTR({hex},21,12))"
)


def main() -> int:
    """Start a server of its own, fill it, change the rule, print what it took."""
    from services.servers import mariadb

    learners = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory(prefix="agir-bench-") as folder:
        os.environ["AGIR_HOST_VAR"] = folder
        with mariadb(Path(folder)) as database:
            os.environ["AGIR_HOST_DATABASE_URL"] = database
            import django

            django.setup()
            from django.core.management import call_command

            call_command("migrate", verbosity=0)
            return _measure(learners)


def _uuid(word: str) -> str:
    return UUID_OF.format(hex=HEX.format(word=word))


def _measure(learners: int) -> int:
    from agir_competencies.api import rules
    from agir_competencies.upkeep import changing

    competency = _competency()
    _filled(competency, learners)
    change = _reweighed(competency) if "weights" in sys.argv[2:] else _stricter
    began = time.perf_counter()
    version = change()
    told = rules.settle_rules()
    seconds = time.perf_counter() - began
    limit = _limit(competency, changing.MOST_RANGE, learners // changing.MOST_RANGE)
    verdict = "ok" if told.longest <= TARGET_SECONDS else "FAIL"
    print(
        f"rule change, {told.done:,} of {learners:,} states to version {version}: "
        f"{told.done / seconds:,.0f} states a second; longest transaction {told.longest:.3f} s "
        f"(longest raw UPDATE of {changing.MOST_RANGE} states {limit:.3f} s, "
        f"target {TARGET_SECONDS} s) {verdict}"
    )
    return 0 if verdict == "ok" and told.done == learners and not rules.unsettled() else 1


def _stricter() -> int:
    """Ask for more; who would lose keeps."""
    from agir_competencies.api import rules

    wish = rules.RuleWish("discounted_beta", Decimal("0.75"), decision=rules.KEEP)
    return rules.change_rule(wish)


def _reweighed(competency: int) -> Callable[[], int | None]:
    """Link both activities at a tenth of the weight; return what carries that through."""
    from datetime import UTC, datetime
    from uuid import uuid4

    from agir_competencies.api import rules, weights
    from agir_competencies.models import Link

    for day in (1, 2):
        Link.objects.create(
            id=uuid4(), course_key="c", object_key=f"o{day}", competency_id=competency,
            kind="problem_score", weight=Decimal("0.1"), weight_moved=True,
            created_at=datetime(2026, 1, 1, tzinfo=UTC),
        )  # fmt: skip
    return lambda: weights.change_weights("c", decision=rules.KEEP)


def _competency() -> int:
    from datetime import UTC, datetime
    from uuid import uuid4

    from agir_competencies.models import Competency, Framework

    frame = Framework.objects.create(
        identifier=uuid4(), uri="urn:bench", source="local", title="Bench",
        imported_at=datetime(2026, 11, 27, tzinfo=UTC),
    )  # fmt: skip
    item = Competency.objects.create(
        framework=frame, identifier=uuid4(), uri="urn:bench:1", statement="Item"
    )
    return int(item.pk)


def _filled(competency: int, learners: int) -> None:
    """Two perfect activities a learner: 2.9/3.9, demonstrated by the default rule."""
    from django.db import connection

    now = "'2026-03-01 08:00:00'"
    with connection.cursor() as cursor:
        for day in (1, 2):
            cursor.execute(
                "INSERT INTO agir_competencies_current (id, subject, competency_id, course_key,"
                " object_key, kind, share, weight, first_at, scored_at, based_at, last_at,"
                f" evidence_id) SELECT {_uuid(f'c{day}')}, {_uuid('s')}, {competency}, 'c',"
                f" 'o{day}', 'problem_score', 1, 1, {now}, {now}, NULL, {now}, {_uuid(f'e{day}')}"
                f" FROM seq_1_to_{learners}"
            )
        columns, values = _state_columns(now)
        cursor.execute(
            f"INSERT INTO agir_competencies_state (id, subject, competency_id, {columns})"
            f" SELECT {_uuid('t')}, {_uuid('s')}, {competency}, {values} FROM seq_1_to_{learners}"
        )


def _state_columns(now: str) -> tuple[str, str]:
    """Return the columns of a state and what they hold, those with a default left to Django's."""
    told = {
        "status": "'demonstrated'", "estimate": "0.743590", "weight": "1.9", "certainty": "'few'",
        "evidence_count": "2", "object_count": "2", "demonstrated_at": now,
        "last_evidence_at": now, "method": "'discounted_beta/1'", "rule_version": "0",
        "updated_at": now,
    }  # fmt: skip
    from agir_competencies.models import State

    for field in State._meta.concrete_fields:
        known = field.column in {*told, "id", "subject", "competency_id"}
        if not known and not field.null:
            told[field.column] = repr(field.get_default())
    return ", ".join(told), ", ".join(told.values())


def _limit(competency: int, rows: int, times: int) -> float:
    from django.db import connection, transaction

    longest = 0.0
    for _ in range(max(1, times)):
        began = time.perf_counter()
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "UPDATE agir_competencies_state SET rule_version = rule_version + 1"
                " WHERE competency_id = %s ORDER BY subject LIMIT %s",
                [competency, rows],
            )
        longest = max(longest, time.perf_counter() - began)
    return longest


if __name__ == "__main__":
    sys.exit(main())
