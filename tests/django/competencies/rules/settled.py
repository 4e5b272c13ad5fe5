"""Kill a change of rule before its statements, go on, and tell what is left.

Run as a program: ``python settled.py FOLDER`` (``tests/killing.py``). Prints one JSON object.
"""

from __future__ import annotations

import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

from killing import walk

LEARNERS, RANGE, STRIDE = 60, 20, 5


def prepare() -> None:
    """Make tables and learners, of whom every third would fall and every third would gain."""
    from crowd import enter, skill
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    one = skill()
    enter(one, [("1", "1"), ("0.75", "0.9", "0.9"), ("0.95",)] * (LEARNERS // 3))


def change() -> None:
    """Change the rule unless that was done, and settle in small ranges."""
    from agir_competencies.api import rules
    from agir_competencies.models import Competency, MasteryRule
    from agir_competencies.upkeep import changing

    one = Competency.objects.get()
    if not MasteryRule.objects.exists():
        rules.change_rule(
            rules.RuleWish(
                "average", Decimal("0.9"), objects_needed=1, competency=one.identifier,
                decision=rules.LET_FALL,
            )
        )  # fmt: skip
    changing.settled(most=RANGE)


def aftermath() -> dict[str, Any]:
    """Return what a reader meets now, then go on, and what is there then."""
    killed = read()
    change()
    return {"killed": killed, "after": read()}


def read() -> dict[str, Any]:
    """Return how many states each version made, and whether the ledger agrees."""
    from django.db.models import Count

    from agir_competencies import api
    from agir_competencies.models import State

    versions = State.objects.values_list("rule_version").annotate(Count("pk")).order_by()
    return {
        "versions": {str(version): count for version, count in versions},
        "differences": len(api.verify().differences),
        "states": sorted(map(str, State.objects.values_list("subject", "status", "estimate"))),
    }


def main(folder: Path) -> None:
    """Kill at every fifth statement until a change survives."""
    import django

    django.setup()
    walk(folder, prepare, change, aftermath, stride=STRIDE)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
