"""Subsets of contexts start, as LMS and as Studio, and a context that is off is silent."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from agir_platform.contexts import CONTEXTS

pytestmark = pytest.mark.processes
SERVICES = ("lms", "cms")
SHARED = {"agir_platform"}  # the issuer's document, whatever is on: old badges still verify
HOLDING = {"badges", "catalogue", "certification", "competencies", "sponsorship"}

Start = dict[str, Any]


def _starts(service: str, most: int) -> list[Start]:
    program = Path(__file__).with_name("boots.py")
    done = subprocess.run(
        [sys.executable, str(program), service, str(most)],
        capture_output=True,
        text=True,
        check=False,
        timeout=1200,
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith('{"contexts')]


# One test a service: whoever runs tests side by side starts each subset once.
@pytest.mark.parametrize("service", SERVICES)
def test_each_alone_and_all_but_one_start(service: str) -> None:
    """None, each alone, each left out, all, and what is not told: 1+7+7+1+1."""
    starts = _starts(service, 1)
    assert len(starts) == 17
    _are_as_they_should_be(starts, service)


@pytest.mark.nightly
@pytest.mark.parametrize("service", SERVICES)
def test_every_subset_starts(service: str) -> None:
    starts = _starts(service, len(CONTEXTS))
    assert len(starts) == 2 ** len(CONTEXTS) + 1, "each subset, and None"
    _are_as_they_should_be(starts, service)


def _are_as_they_should_be(starts: list[Start], service: str) -> None:
    assert [start for start in starts if "fault" in start] == []
    assert [start for start in starts if start["complaints"] or start["checks"]] == []
    assert {start["service"] for start in starts} == {service}
    for start in starts:
        _what_is_off_has_no_address(start)
        _what_is_off_hears_nothing_by_a_port(start)
        _what_is_off_still_gives_back_and_forgets(start)
    _none_is_the_same_as_all(starts)


def _what_is_off_has_no_address(start: Start) -> None:
    on = CONTEXTS if start["contexts"] is None else start["contexts"]
    apps = {address.split(":")[0] for address in start["addresses"]}
    assert apps <= {f"agir_{name}" for name in on} | SHARED, start


def _what_is_off_hears_nothing_by_a_port(start: Start) -> None:
    if start["contexts"] is not None and "competencies" not in start["contexts"]:
        assert "agir_competencies" not in start["hearing"], start


def _what_is_off_still_gives_back_and_forgets(start: Start) -> None:
    """Switching a context off deletes nothing: a person who leaves must leave it too."""
    assert set(start["holding"]) >= HOLDING, start


def _none_is_the_same_as_all(starts: list[Start]) -> None:
    told = {json.dumps(start["contexts"]): {**start, "contexts": None} for start in starts}
    assert told["null"] == told[json.dumps(list(CONTEXTS))]
