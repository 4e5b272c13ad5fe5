"""What is never said of the CPF, by no context, in no language.

Article L6323-8-1 of the Code du travail forbids canvassing about the CPF by e-mail or message,
and collecting what opens an account; what nobody can promise is not written at all.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest

from house.repository import ROOT

PLUGINS = ROOT / "plugins"
CPF = re.compile(
    r"\bCPF\b|mon ?compte ?formation|compte personnel de formation|\bMCF\b", re.IGNORECASE
)
SENDS = re.compile(r"EmailMessage|EmailMultiAlternatives|send_mail|edx_ace|send_notification")
PROMISES = {
    "that somebody or something is eligible": r"[ée]ligible\w* (?:au|aux|to|for)[^.]{0,12}CPF"
    r"|CPF[- ][ée]ligib",
    "that it costs nothing": r"100\s*% (?:financ|funded|pris en charge|free|gratuit)"
    r"|(?:gratuit\w*|free) (?:avec|grâce à|with|thanks to)[^.]{0,12}CPF",
    "that the participation is given back": r"rembours\w* (?:de )?(?:la|votre) participation"
    r"|refund\w* (?:of )?(?:the|your) participation",
    "that a deposit will be accepted": r"sera accepté\w* par la Caisse"
    r"|will be accepted by the Caisse",
    "that Agir declares by itself": r"déclar\w+ automatiquement (?:à|au) "
    r"|declares? automatically to",
    "that a badge or a course is a certification": r"(?:ce|votre) (?:badge|cours) est une "
    r"certification (?:RNCP|RS|professionnelle)|(?:this|your) (?:badge|course) is an? (?:RNCP|RS) ",
    "compliance": r"conforme à la loi|conformité (?:légale )?garantie|legally compliant"
    r"|guarantees? compliance",
}
ACCOUNT = re.compile(r'name="[^"]*(?:mot_de_passe|solde|balance|mcf|cpf_)[^"]*"', re.IGNORECASE)


def letters() -> Iterator[Path]:
    """Yield what a letter is made of: text templates, and modules that send."""
    yield from PLUGINS.glob("*/templates/**/*.txt")
    for path in PLUGINS.rglob("*.py"):
        if SENDS.search(path.read_text(encoding="utf-8")):
            yield path


def strings(path: Path) -> list[str]:
    """Return the texts of a file: all of a template, the literals of a module."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        return [text]
    nodes = ast.walk(ast.parse(text))
    return [one.value for one in nodes if isinstance(one, ast.Constant) and type(one.value) is str]


def translated(told: list[str]) -> list[str]:
    """Return the French of the texts that are message ids."""
    found = []
    for catalogue in PLUGINS.glob("*/locale/fr/LC_MESSAGES/django.po"):
        for entry in polib.pofile(str(catalogue)):
            if any(entry.msgid and entry.msgid in one for one in told):
                found += [entry.msgstr, *entry.msgstr_plural.values()]
    return found


def test_no_letter_of_any_context_names_the_cpf() -> None:
    """No e-mail and no notification does: none of them is sent inside an open dossier."""
    found = list(letters())
    assert {path.suffix for path in found} == {".py", ".txt"}, "a walk that finds nothing"
    told = [one for path in found for one in strings(path)]
    assert [one for one in [*told, *translated(told)] if CPF.search(one)] == []


@pytest.mark.parametrize("promise", PROMISES)
def test_nobody_promises(promise: str) -> None:
    pattern = re.compile(PROMISES[promise], re.IGNORECASE)
    files = [
        path
        for ending in ("*.html", "*.txt", "*.py", "*.po", "*.js")
        for path in PLUGINS.rglob(ending)
        if "migrations" not in path.parts
    ]
    assert len(files) > 500
    assert [
        f"{path.relative_to(ROOT)}: {found[0]}"
        for path in files
        if (found := pattern.search(path.read_text(encoding="utf-8")))
    ] == []


def test_the_patterns_find_what_they_are_for() -> None:
    """A pattern that matches nothing forbids nothing."""
    said = (
        "Formation éligible au CPF", "100 % financé", "remboursement de la participation",
        "il sera accepté par la Caisse", "déclare automatiquement à la CDC",
        "Votre badge est une certification RNCP", "conforme à la loi",
    )  # fmt: skip
    for text, pattern in zip(said, PROMISES.values(), strict=True):
        assert re.search(pattern, text, re.IGNORECASE), text


def test_the_offer_is_said_online_only_under_its_check() -> None:
    """“Offer online on Mon Compte Formation” stands inside ``if online_since`` wherever it does."""
    pages = [
        (path, text)
        for path in PLUGINS.rglob("*.html")
        if "online on Mon Compte Formation" in (text := path.read_text(encoding="utf-8"))
    ]
    assert pages
    for path, text in pages:
        before = text.split("online on Mon Compte Formation")[0]
        opened = re.findall(r"{% (if [^%]*|endif) %}", before)
        stack: list[str] = []
        for one in opened:
            if one == "endif":
                stack.pop()
            else:
                stack.append(one)
        assert any("online_since" in one for one in stack), path


def test_no_form_asks_for_an_account_elsewhere() -> None:
    """No field for a password or a balance of Mon Compte Formation."""
    found = [
        f"{path.relative_to(ROOT)}: {told[0]}"
        for path in PLUGINS.rglob("*.html")
        if (told := ACCOUNT.search(path.read_text(encoding="utf-8")))
    ]
    assert found == []
