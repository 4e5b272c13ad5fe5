"""``agir_harvest_peers [PEER …] [--full]``: read the catalogues of other operators."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from agir_catalogue import sentences
from agir_catalogue.api import peers
from agir_kernel.errors import DomainError


class Command(BaseCommand):
    """Read peers, and say what each brought; a peer that fails stops no other."""

    help = (
        "Read the courses of other operators: all that are active, or those named. What did not "
        "change is not written again; a peer that fails keeps its last good courses. Nightly."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the command line."""
        parser.add_argument(
            "peer", nargs="*", metavar="PEER", help="the number or the address of a peer"
        )
        parser.add_argument(
            "--full", action="store_true", help="read all of it, whatever was read before"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Read and tell; fail when nothing could be read."""
        known = {one.id: one for one in peers.peers()}
        faults = read = 0
        try:
            for outcome in self._outcomes(options, known):
                read += 1
                faults += bool(outcome.reason)
                name = known[outcome.peer].name
                if outcome.reason:
                    told = sentences.reading(outcome.reason)
                    self.stderr.write(f"{name}: {told}")
                    continue
                told = _(
                    "%(name)s: %(added)s new, %(changed)s changed, %(gone)s gone, "
                    "%(rejected)s not shown."
                )
                names = ("added", "changed", "gone", "rejected")
                facts = {one: getattr(outcome, one) for one in names}
                self.stdout.write(told % {"name": name, **facts})
        except DomainError as refusal:
            raise CommandError(sentences.sentence(refusal)) from refusal
        if not read:
            self.stdout.write(_("No other operator is read."))
        elif faults == read:
            raise CommandError(_("No operator could be read. The last good courses stay."))

    def _outcomes(
        self, options: dict[str, Any], known: dict[int, peers.PeerView]
    ) -> Iterator[peers.Outcome]:
        if not options["peer"]:
            yield from peers.harvest_all(is_full=options["full"])
            return
        by_address = {one.base_url: one.id for one in known.values()}
        for said in options["peer"]:
            number = int(said) if said.isdigit() else by_address.get(said.rstrip("/"), 0)
            if number not in known:
                raise CommandError(_("No operator here is called %(name)s.") % {"name": said})
            yield peers.harvest(number, is_full=options["full"])
