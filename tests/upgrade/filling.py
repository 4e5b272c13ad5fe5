"""A host on which everybody did everything once: what a dump of a release is taken from.

The journeys of ``make smoke`` over HTTP, what the table of roles asks of each record, then the
jobs of the night. All people are the demo's, who are fictitious.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
NIGHT = (
    # A record of the table of roles sets where a peer stands by hand: the ledger has the last word.
    ("agir_recompute_states",),
    ("agir_sweep_inbox",),
    ("agir_reconcile_evidence",),
    ("agir_settle_goals",),
    ("agir_compute_indicators",),
    ("agir_issue_badges",),
    ("agir_refresh_notices",),
    ("agir_refresh_catalogue",),
    ("agir_refresh_calls",),
    ("agir_probe_covenant",),
    ("agir_measure_courses",),
    ("agir_recheck_badges",),
    ("agir_refresh_duties",),
    ("agir_reconcile_seats",),
    ("agir_sponsorship_verify",),
)


def filled(place: Path) -> Path:
    """Play all of it on a host in ``place``; return its database. Takes some minutes."""
    from browser.host_process import running_host
    from smoke.run import STEPS, Journey

    with running_host(place) as host:
        journey = Journey(host)
        for step in STEPS:
            try:
                step(journey)
            except Exception as refusal:
                raise RuntimeError(f"{step.__name__.replace('_', ' ')}: {refusal}") from refusal
        environment = host.environment
    subprocess.run([sys.executable, __file__], env=environment, check=True)
    return place / "host.sqlite3"


def _more() -> None:
    """Make the records of the table of roles, and let a night pass."""
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from roles import people, records

    settings.ALLOWED_HOSTS = ["*"]
    people.settle()
    records.make()
    for command in NIGHT:
        call_command(*command, stdout=io.StringIO())


if __name__ == "__main__":
    sys.path.insert(0, str(TESTS))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "host.settings")
    _more()
