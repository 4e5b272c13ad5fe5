"""The page on taking Agir out names every app that owns tables, from the roof down."""

from __future__ import annotations

import re

from house.repository import ROOT

ROOF_DOWN = ("agir_competencies", "agir_platform")
"""Whom others stand on: they come last, in this order."""


def test_every_app_with_tables_is_taken_out_in_order() -> None:
    text = (ROOT / "docs/uninstall.md").read_text(encoding="utf-8")
    (named,) = re.findall(r"^for app in ([a-z_ ]+); do$", text, re.MULTILINE)
    apps = named.split()
    owning = {path.parent.name for path in ROOT.glob("plugins/*/migrations")}
    assert sorted(apps) == sorted(owning)
    assert tuple(apps[-2:]) == ROOF_DOWN
