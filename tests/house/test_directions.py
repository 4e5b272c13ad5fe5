"""Styles say start and end, never left and right: a page turns with its script."""

from __future__ import annotations

import re

from house.repository import ROOT, tracked

PHYSICAL = re.compile(
    r"(?:margin|padding|border)-(?:left|right)\b"
    r"|text-align:\s*(?:left|right)"
    r"|float:\s*(?:left|right)"
    r"|(?:^|[\s;{])(?:left|right):\s*[-\d]"
    r"|border-(?:top|bottom)-(?:left|right)-radius",
    re.M,
)
STYLED = (".css", ".html")
# Sheets of paper, drawn in millimetres for French and English alone.
PAPER = ("agir_badges/print.html", "agir_sponsorship/campaigns/document.html")


def test_no_style_names_a_side_of_the_screen() -> None:
    looked = [
        path
        for path in tracked()
        if path.suffix in STYLED
        and not str(path).endswith(PAPER)
        and path.relative_to(ROOT).parts[0] in ("plugins", "xblocks")
    ]
    assert len(looked) > 100
    found = [
        f"{path.relative_to(ROOT)}: {match.group().strip()}"
        for path in looked
        for match in PHYSICAL.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []
