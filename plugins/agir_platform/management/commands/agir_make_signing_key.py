"""How does a site get a key to sign badges with?"""

import json
import os
import secrets
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from agir_platform.signing import configured, record


class Command(BaseCommand):
    """Make a secret; it is written in one place, and nowhere else."""

    help = "Make a new key to sign badges with, for the setting AGIR_SIGNING_KEYS."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the key's name and, for a file, its path."""
        parser.add_argument("--id", metavar="ID", help="its name; k and today's date by default")
        parser.add_argument(
            "--file", metavar="PATH", help="write the secret there, to be read by its owner alone"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print the entry for the settings: the secret itself, or the file that holds it."""
        id_ = options["id"] or f"k{timezone.now():%Y%m%d}"
        _refuse_a_bad_name(id_)
        secret = secrets.token_urlsafe(36)
        entry = {"id": id_, "secret": secret}
        if options["file"]:
            path = Path(options["file"]).absolute()
            _write(path, secret)
            entry = {"id": id_, "file": str(path)}
        public = configured.key_of(id_, secret).public
        self.stderr.write(
            _("Put this entry first in AGIR_SIGNING_KEYS, before the keys that are there:")
        )
        self.stdout.write(json.dumps(entry))
        self.stderr.write(_("Its public half: %(public)s") % {"public": public})
        if "secret" in entry:
            self.stderr.write(
                _("Whoever reads this line can sign in your name. Keep it with your passwords.")
            )


def _refuse_a_bad_name(id_: str) -> None:
    if not configured.is_id(id_):
        raise CommandError(
            _("A key is named by 1 to 40 small letters, digits and hyphens, such as k2.")
        )
    if id_ in record.known() or any(one.id == id_ for one in configured.entries()):
        raise CommandError(
            _("There is a key %(id)s already, and a name is never used twice. Give --id another.")
            % {"id": id_}
        )


def _write(path: Path, secret: str) -> None:
    """Write the secret in a new file of mode 0600; refuse one that exists."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise CommandError(
            _("%(path)s exists, and is left as it is. Name another file.") % {"path": path}
        ) from error
    except OSError as error:
        raise CommandError(
            _("%(path)s cannot be written: %(why)s.") % {"path": path, "why": error.strerror}
        ) from error
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(f"{secret}\n")
