"""What the repository never holds: a machine's path, a registry's host, a secret, a stranger."""

from __future__ import annotations

import re

from house.repository import ROOT, text_of, tracked

OWN = ROOT / "tests/house/test_repository.py"
FORBIDDEN = {
    "a path of one machine": re.compile(r"/work/(?:main|shared)|/root/\.|/home/[a-z]+/"),
    "a package registry's host": re.compile(
        r"pypi\.org|pythonhosted|registry\.npmjs|deb\.debian|files\.python"
    ),
    "a private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----"),
}


def test_no_forbidden_word() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {what}"
        for path in tracked()
        if path != OWN and (text := text_of(path)) is not None
        for what, pattern in FORBIDDEN.items()
        if pattern.search(text)
    ]
    assert found == []


def test_readme_is_one_page_and_its_links_lead_somewhere() -> None:
    """One page: at most 120 lines."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert 30 <= len(readme.splitlines()) <= 120
    links = re.findall(r"\]\((?!https?:|#)([^)\s]+)\)", readme)
    assert links
    assert [link for link in links if not (ROOT / link.split("#")[0]).exists()] == []


def test_readme_names_only_real_targets() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r"make ([a-z][a-z-]+)", readme))
    assert named >= {"demo", "test"}
    assert [name for name in sorted(named) if not re.search(rf"^{name}:", makefile, re.M)] == []
