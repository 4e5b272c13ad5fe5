"""A card is light, and does nothing that an iframe of the learning page cannot bear."""

from __future__ import annotations

import gzip
import re

import pytest

from agir_xblocks import looks

PUBLIC = looks.HOME / "competency" / "public"
LIMIT = 15_000


@pytest.mark.parametrize("script", ["card.js", "form.js"])
def test_assets_weigh_at_most_15_kB(script: str) -> None:
    parts = (looks.stylesheet(), looks.resource("competency/public/card.css"),
             looks.resource(f"competency/public/{script}"))  # fmt: skip
    assert sum(len(gzip.compress(part.encode(), mtime=0)) for part in parts) <= LIMIT


@pytest.mark.parametrize("path", sorted(PUBLIC.glob("*")), ids=lambda path: path.name)
def test_nothing_is_fixed_popped_up_or_as_high_as_the_window(path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"position:\s*(?:fixed|absolute|sticky)|\d(?:d|s|l)?v[hb]\b", text)
    assert not re.search(r"popover|showModal|alert\(|innerHTML|https?://", text)


def test_every_rule_is_under_the_block_s_class() -> None:
    """No element selector of ours may reach the page around."""
    css = looks.resource("competency/public/card.css")
    selectors = [rule.split("{")[0].strip() for rule in css.split("}") if "{" in rule]
    assert selectors
    assert all(one.startswith((".agir-competency", ".agir.agir-competency")) for one in selectors)
