"""Which keys does the site sign with, which did it sign with, and which did it give up?"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from agir_kernel.errors import DomainError
from agir_platform import signing
from agir_platform.signing import inventory
from agir_platform.signing.configured import State


class Command(BaseCommand):
    """List the keys, or give one up. No secret is read out."""

    help = "List the keys that sign badges, retire one, or give one up as compromised."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take what to give up."""
        act = parser.add_mutually_exclusive_group()
        act.add_argument("--retire", metavar="ID", help="it signs no more; what it signed is good")
        act.add_argument(
            "--compromise",
            metavar="ID",
            help="somebody else may hold it: nothing that it signed is good any more",
        )
        parser.add_argument("--yes", action="store_true", help="say that you mean --compromise")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Give up first, then list."""
        if options["retire"]:
            self._give_up(options["retire"], State.RETIRED)
        elif options["compromise"]:
            if not options["yes"]:
                raise CommandError(
                    _(
                        "Every badge signed with this key stops being valid, and this cannot be "
                        "undone. Add --yes to go on."
                    )
                )
            self._give_up(options["compromise"], State.COMPROMISED)
        self._list()

    def _give_up(self, id_: str, state: State) -> None:
        try:
            inventory.give_up(id_, state)
        except inventory.KeyUnknown as error:
            raise CommandError(
                _("There is no key %(id)s. Run agir_signing_keys to see them.") % {"id": id_}
            ) from error

    def _list(self) -> None:
        """Print the issuer, then one line a key: id, state, first use, fingerprint, what ails."""
        try:
            self.stdout.write(signing.issuer_did())
        except DomainError:
            self.stdout.write(_("The site has no address: set AGIR_SITE_URL."))
        lines = inventory.lines()
        for line in lines:
            used = line.first_used_at
            cells = (
                f"{line.id:<12}",
                f"{line.state or '-':<12}",
                f"{used:%Y-%m-%d %H:%M}" if used else f"{_('not used yet'):<16}",
                f"{line.fingerprint:<19}",
                _remark(line),
            )
            self.stdout.write("  ".join(cells).rstrip())
        if not any(line.signs for line in lines):
            self.stdout.write(_("No key signs: badges stay unsigned. Run agir_make_signing_key."))


def _remark(line: inventory.Line) -> str:
    if line.is_other:
        return _("the settings hold another secret under this name: give the new key a new id")
    words = [_("signs")] if line.signs else []
    if line.fault is not None:
        words.append(_("fault (%(fault)s): run check") % {"fault": line.fault})
    if not line.in_settings:
        words.append(_("not in the settings"))
    return ", ".join(words)
