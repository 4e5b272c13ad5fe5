"""Write the catalogue that EDOF imports, from the certifications and sessions of the site."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from agir_certification import sentences
from agir_certification.api import edof
from agir_kernel.errors import DomainError

MOST_BYTES: Final = 1_000_000


class Command(BaseCommand):
    """``agir_edof_catalogue --output FILE [--certification CODE …] [--said FILE.json]``.

    The texts are those kept on the desk; ``--said`` says others in their place: ``{"RS5875":
    {"objective": "…", "results": "…", "content": "…", "summary": "…", "conditions": "…",
    "hours": 35}}``. What EDOF is known to refuse is told and nothing is written.
    """

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Say what may be asked."""
        parser.add_argument("--output", type=Path, required=True, help="file to write")
        parser.add_argument("--certification", action="append", default=[], help="code of one")
        parser.add_argument("--said", type=Path, help="JSON of what is said of each training")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Write the file, or name what would be refused."""
        codes = {str(code).strip().upper() for code in options["certification"]}
        among = edof.offered(frozenset(codes) if codes else None)
        every = [session.id for one in among for session in one.sessions]
        chosen = edof.choose(among, every, _said(options["said"]))
        try:
            content = edof.write(chosen)
        except DomainError as refusal:
            for fault in edof.faults(chosen):
                self.stderr.write(edof.line(fault))
            raise CommandError(sentences.sentence(refusal)) from refusal
        try:
            options["output"].write_bytes(content)
        except OSError as error:
            raise CommandError(f"{options['output']}: {error.strerror}") from error
        told = {"path": options["output"], "count": len(chosen)}
        self.stdout.write(
            _("%(path)s: certifications offered: %(count)s. To be verified (à vérifier): the "
              "official XSD was not read.") % told
        )  # fmt: skip


def _said(path: Path | None) -> dict[str, edof.Said]:
    if path is None:
        return {}
    try:
        with path.open("rb") as file:
            told = json.loads(file.read(MOST_BYTES))
        return {str(code).upper(): _one(values.items()) for code, values in told.items()}
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}") from error
    except (ValueError, TypeError, AttributeError) as error:
        raise CommandError(f"{path}: see --help for what it holds.") from error


def _one(values: Iterable[tuple[str, Any]]) -> edof.Said:
    told = {
        name: int(value) if name == "hours" else str(value) for name, value in values
    }  # fmt: skip
    return edof.Said(**told)  # type: ignore[arg-type]
