"""``agir_consume_evidence [--part K --of N] [--batch N] [--once]``: fold scores in batches."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import close_old_connections
from django.utils.translation import gettext as _

from agir_competencies.api.consumption import Consumer, Terms
from agir_kernel.errors import DomainError

EVERY: Final = 10.0  # seconds between two lines of progress


class Command(BaseCommand):
    """Take scores from the streams until a signal ends it, or once."""

    help = (
        "Fold scores from the streams of AGIR_COMPETENCIES_STREAM in batches. Run N of them with"
        " --of N, each with its own --part; SIGTERM ends one after its batch."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the command line."""
        parser.add_argument("--part", type=int, default=0, help="this consumer's number (0)")
        parser.add_argument("--of", type=int, default=1, help="the number of consumers (1)")
        parser.add_argument("--batch", type=int, default=1_000, help="rows a transaction (1000)")
        parser.add_argument("--once", action="store_true", help="end when nothing waits")
        parser.add_argument(
            "--claim-after", type=float, default=60, metavar="SECONDS",
            help="take over what a dead consumer held for so long (60)",
        )  # fmt: skip
        parser.add_argument("--seed", type=int, help="of the pauses after a refused lock")

    def handle(self, *args: Any, **options: Any) -> None:
        """Consume, and say in one line what happened, every ten seconds and at the end."""
        self._stopped = False
        terms = Terms(
            part=options["part"],
            of=options["of"],
            batch=min(max(options["batch"], 1), 10_000),
            wait=1 if options["once"] else 1_000,
            claim_after=int(options["claim_after"] * 1_000),
            seed=options["seed"],
        )
        before = {one: signal.signal(one, self._stop) for one in (signal.SIGTERM, signal.SIGINT)}
        try:
            self._consume(terms, once=options["once"])
        except DomainError as refusal:
            raise CommandError(_sentence(refusal)) from refusal
        except Exception as error:
            if type(error).__module__.partition(".")[0] != "redis":
                raise
            raise CommandError(
                _("Redis does not answer (%(kind)s). Nothing is lost: start this again later.")
                % {"kind": type(error).__name__}
            ) from error
        finally:
            for one, handler in before.items():
                signal.signal(one, handler)

    def _stop(self, *_args: object) -> None:
        self._stopped = True

    def _consume(self, terms: Terms, *, once: bool) -> None:
        consumer = Consumer(terms)
        began = said = time.monotonic()
        for taken in self._batches(consumer, terms):
            if self._stopped or (once and taken is None):
                break
            if time.monotonic() - said >= EVERY:
                self._say(consumer, began)
                said = time.monotonic()
        self._say(consumer, began)

    def _batches(self, consumer: Consumer, terms: Terms) -> Iterator[int | None]:
        """Yield the size of each batch, ``None`` each time nothing new came."""
        while True:
            looked = time.monotonic()
            yield from consumer.left_behind()
            while time.monotonic() - looked < max(terms.claim_after / 1_000, 1):
                sizes = 0
                for size in consumer.new():
                    sizes += size
                    yield size
                if not sizes:
                    close_old_connections()
                    yield None

    def _say(self, consumer: Consumer, began: float) -> None:
        done, seconds = consumer.progress, max(time.monotonic() - began, 0.001)
        told = _(
            "Evidence: %(folded)s folded, %(aside)s set aside%(codes)s, %(waiting)s waiting,"
            " %(retries)s locks tried again, %(rate)s a second."
        )
        codes = ", ".join(f"{code} {number}" for code, number in sorted(done.aside.items()))
        self.stdout.write(
            told % {
                "folded": done.folded, "aside": done.aside.total(),
                "codes": f" ({codes})" if codes else "", "waiting": consumer.waiting(),
                "retries": done.retries, "rate": round(done.folded / seconds),
            }
        )  # fmt: skip
        self.stdout.flush()


def _sentence(refusal: DomainError) -> str:
    """Say what to do, with the stable code."""
    sentences = {
        "stream_unset": _("Set AGIR_COMPETENCIES_STREAM to the address of a Redis first."),
        "stream_client_missing": _("Install the Python package redis first."),
        "stream_part_unknown": _(
            "--part counts from 0 to --of minus 1, and --of is at most"
            " AGIR_COMPETENCIES_STREAM_PARTS."
        ),
        "ledger_unreachable": _(
            "The database does not answer. Nothing is lost: start this again later."
        ),
        "ledger_busy": _(
            "The database refuses its locks. Nothing is lost: start this again later."
        ),
    }
    return f"{sentences.get(refusal.code, refusal.detail)} ({refusal.code})"
