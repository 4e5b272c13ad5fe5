"""Every subset of contexts starts, as LMS and as Studio, and a context that is off is silent."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from agir_platform.contexts import CONTEXTS

pytestmark = pytest.mark.processes
SERVICES = ("lms", "cms")
SHARED = {"agir_platform"}  # the issuer's document, whatever is on: old badges still verify


@cache
def _starts(service: str) -> list[dict[str, Any]]:
    program = Path(__file__).with_name("boots.py")
    done = subprocess.run(
        [sys.executable, str(program), service],
        capture_output=True,
        text=True,
        check=False,
        timeout=280,
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith('{"contexts')]


@pytest.mark.parametrize("service", SERVICES)
def test_every_subset_starts_without_a_fault_or_a_complaint(service: str) -> None:
    starts = _starts(service)
    assert len(starts) == 2 ** len(CONTEXTS) + 1, "each subset, and None"
    assert [start for start in starts if "fault" in start] == []
    assert [start for start in starts if start["complaints"] or start["checks"]] == []
    assert {start["service"] for start in starts} == {service}


@pytest.mark.parametrize("service", SERVICES)
def test_a_context_that_is_off_has_no_address(service: str) -> None:
    for start in _starts(service):
        on = CONTEXTS if start["contexts"] is None else start["contexts"]
        apps = {address.split(":")[0] for address in start["addresses"]}
        assert apps <= {f"agir_{name}" for name in on} | SHARED, start


@pytest.mark.parametrize("service", SERVICES)
def test_a_context_that_is_off_hears_nothing_by_a_port(service: str) -> None:
    for start in _starts(service):
        if start["contexts"] is not None and "competencies" not in start["contexts"]:
            assert "agir_competencies" not in start["hearing"], start


@pytest.mark.parametrize("service", SERVICES)
def test_a_context_that_is_off_still_gives_back_and_forgets(service: str) -> None:
    """Switching a context off deletes nothing: a person who leaves must leave it too."""
    for start in _starts(service):
        assert {"badges", "competencies"} <= set(start["holding"]), start


def test_none_is_the_same_as_all() -> None:
    starts = {json.dumps(start.pop("contexts")): start for start in map(dict, _starts("lms"))}
    assert starts["null"] == starts[json.dumps(list(CONTEXTS))]
