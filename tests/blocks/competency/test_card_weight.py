"""A block is light, and does nothing that an iframe of the learning page cannot bear."""

from __future__ import annotations

import gzip
import re

import pytest

from agir_xblocks import looks

LIMIT = 15_000
FILES = sorted(looks.HOME.glob("*/public/*"))
ROOMS = sorted({path.parent.parent.name for path in FILES})
NAMES = [str(path.relative_to(looks.HOME)) for path in FILES]


@pytest.mark.parametrize("room", ROOMS)
def test_assets_weigh_at_most_15_kB(room: str) -> None:
    """The suite's own rules count too, and the script that blocks share."""
    parts = [looks.stylesheet()]
    if room != "answering":
        parts += [looks.resource(f"answering/public/answering.{kind}") for kind in ("css", "js")]
    parts += [path.read_text(encoding="utf-8") for path in FILES if path.parts[-3] == room]
    assert sum(len(gzip.compress(part.encode(), mtime=0)) for part in parts) <= LIMIT


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_nothing_is_fixed_popped_up_or_as_high_as_the_window(path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"position:\s*(?:fixed|absolute|sticky)|\d(?:d|s|l)?v[hb]\b", text)
    assert not re.search(r"popover|showModal|alert\(|innerHTML|https?://", text)


@pytest.mark.parametrize(
    "path", [one for one in FILES if one.suffix == ".css"], ids=lambda path: path.parts[-3]
)
def test_every_rule_is_under_the_block_s_class(path) -> None:
    """No element selector of ours may reach the page around."""
    css = re.sub(r"@media[^{]*\{((?:[^{}]*\{[^{}]*\})*)\s*\}", r"\1", path.read_text())
    selectors = [rule.split("{")[0].strip() for rule in css.split("}") if "{" in rule]
    name = path.parts[-3].replace("_", "-")
    own = (f".agir-{name}", f".agir.agir-{name}")
    assert selectors
    assert all(one.startswith(own) for one in selectors)
