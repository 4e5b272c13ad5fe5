"""What a process left in private storage, killed between a file and its row, goes after a day."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from certified_world import PDF
from test_certification_desk import DESK, _rooms, sat, world

from agir_certification.api import maintenance
from agir_certification.models import Jury
from agir_certification.passages import files
from agir_kernel.clock import FixedClock

__all__ = ["_rooms", "world"]
pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)


def aged(root: Path, name: str, age: timedelta) -> Path:
    at = (NOW - age).timestamp()
    os.utime(root / name, (at, at))
    return root / name


def test_only_what_no_row_names_and_is_a_day_old(world: Any, tmp_path: Path) -> None:
    sat(world)
    kept = aged(tmp_path, Jury.objects.get().minutes, timedelta(days=3))
    old = aged(tmp_path, files.keep("minutes", PDF)[0], timedelta(hours=25))
    proof = aged(tmp_path, files.keep("absences", PDF)[0], timedelta(hours=25))
    young = aged(tmp_path, files.keep("absences", PDF)[0], timedelta(hours=23))
    assert maintenance.reconcile(clock=FixedClock(NOW)).swept == 2
    assert [one.exists() for one in (kept, old, proof, young)] == [True, False, False, True]
    assert maintenance.reconcile(clock=FixedClock(NOW)).swept == 0
    assert world.manager.get(f"{DESK}/sessions/{world.session}/exam/").status_code == 200


def test_a_site_without_private_storage_has_nothing_to_sweep(settings: Any) -> None:
    settings.AGIR_PRIVATE_STORAGE = None
    assert files.sweep(NOW) == 0
