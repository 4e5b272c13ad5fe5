"""The workbench needs a place for its log and no database file: both before Django starts."""

from __future__ import annotations

import json
import os
import tempfile
from importlib.util import find_spec
from pathlib import Path

# Only in the workbench's own environment: elsewhere nothing here runs, and its tests skip.
if find_spec("workbench") is not None and find_spec("xblocks_contrib") is None:
    room = Path(tempfile.mkdtemp(prefix="workbench-"))
    (room / "var").mkdir()
    database = {
        "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(room / "workbench.db")}
    }
    os.environ["WORKBENCH_DATABASES"] = json.dumps(database)
    os.environ["EXCLUDE_SAMPLE_XBLOCKS"] = "yes"
    os.chdir(room)
