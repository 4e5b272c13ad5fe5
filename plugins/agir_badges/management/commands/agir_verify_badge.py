"""Is this badge good? Asked of files, whoever made them."""

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from agir_badges import api
from agir_badges.openbadges.verification import Verdict, World, verify
from agir_badges.openbadges.verification.sent import LIMIT
from agir_badges.openbadges.verification.worlds import Offline, site_world
from agir_badges.refusals import sentence_of
from agir_kernel.clock import SystemClock

VALID: Final = 0
REFUSED: Final = 1
UNREADABLE: Final = 2


@dataclass(frozen=True, slots=True)
class _Finding:
    """What is said of one file; ``verdict`` is None when the file itself could not be read."""

    file: str
    verdict: Verdict | None

    @property
    def exit_code(self) -> int:
        """Return what this file makes of the exit status."""
        if self.verdict is None or self.verdict.checks[0].passed is False:
            return UNREADABLE
        return VALID if self.verdict.valid else REFUSED

    def told(self) -> dict[str, Any]:
        """Return the finding for a program: names of badge and issuer, and of nobody else."""
        if self.verdict is None:
            return {"file": self.file, "valid": False, "code": "file_unreadable", "checks": []}
        badge = self.verdict.credential
        return {
            "file": self.file,
            "valid": self.verdict.valid,
            "code": self.verdict.code,
            "sentence": self.sentence(),
            "badge": badge.name if badge else "",
            "issuer": (badge.issuer_name or badge.issuer_id) if badge else "",
            "checks": [asdict(check) for check in self.verdict.checks],
        }

    def sentence(self) -> str:
        """Return the one sentence that a person reads."""
        if self.verdict is None:
            return _("There is no such file, or it may not be read.")
        return sentence_of(self.verdict.code, self.verdict.facts)

    def line(self) -> str:
        """Return the line for a person: file, word, sentence, and the badge when it is known."""
        words = {VALID: _("valid"), REFUSED: _("refused"), UNREADABLE: _("unreadable")}
        said = f"{self.file}: {words[self.exit_code]}: {self.sentence()}"
        if self.verdict is None or self.verdict.credential is None:
            return _plain(said)
        badge = self.verdict.credential
        return _plain(f"{said} [{badge.name}, {badge.issuer_name or badge.issuer_id}]")


class Command(BaseCommand):
    """``agir_verify_badge FILE…``: exit status 0 all valid, 1 one refused, 2 one unreadable."""

    help = "Verify Open Badges 3.0 in files: JSON, JWT, SVG or PNG."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the files and how to ask."""
        parser.add_argument("files", nargs="+", metavar="FILE", help="a file; - is standard input")
        parser.add_argument(
            "--offline", action="store_true", help="ask nobody: no issuer's site, no status list"
        )
        parser.add_argument("--json", action="store_true", help="write one JSON array")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Write a line for each file, then end with the gravest exit status."""
        now = SystemClock().now()
        findings = [_find(name, now, options["offline"]) for name in options["files"]]
        if options["json"]:
            told = [finding.told() for finding in findings]
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
        else:
            for finding in findings:
                self.stdout.write(finding.line())
        if status := max(finding.exit_code for finding in findings):
            sys.exit(status)


def _find(name: str, now: datetime, offline: bool) -> _Finding:
    try:
        data = _read(name)
    except OSError:
        return _Finding(name, None)
    return _Finding(name, verify(data, now=now, world=_world(now, offline)))


def _world(now: datetime, offline: bool) -> World:
    if offline:
        return Offline()
    return site_world(now=now, own_list=lambda id_: api.status_list(id_, now=now).body)


def _read(name: str) -> bytes:
    """Return the bytes of a file, one more than a badge may have at most."""
    if name == "-":
        return sys.stdin.buffer.read(LIMIT + 1)
    with Path(name).open("rb") as file:
        return file.read(LIMIT + 1)


def _plain(text: str) -> str:
    """Return a text that moves no cursor: a stranger's name reaches a terminal here."""
    return "".join(letter if letter.isprintable() else "�" for letter in text)
