"""Load the demo and serve it."""

from __future__ import annotations

import os
from io import StringIO
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from agir_platform import contexts
from host.courseware.demo.people import ACCOUNTS

# A made-up operator with the SIRET of INSEE's own examples, so that papers have an issuer.
TRAINER = {
    "name": "Atelier de démonstration",
    "siret": "73282932000074",
    "nda": "53290000029",
    "address": "1 quai Vert, 29200 Brest",
    "place": "Brest",
    "signatory": "Maud Kerven",
    "capacity": "directrice",
}
# The same operator as who receives money. It has not told its tax status, as a site has not at its
# beginning: each document says "Projet". The IBAN is the specimen of French banks.
BENEFICIARY = {
    "LEGAL_NAME": TRAINER["name"],
    "LEGAL_FORM": "association",
    "SIRET": TRAINER["siret"],
    "ADDRESS": TRAINER["address"],
    "IBAN": "FR7630006000011234567890189",
    "PURPOSE": "Des cours libres pour tout le monde",
}


class Command(BaseCommand):
    """``host_demo``: what ``make demo`` runs."""

    help = "Load the demo, print the addresses and accounts, serve on 127.0.0.1:8000"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take another address."""
        parser.add_argument("address", nargs="?", default="127.0.0.1:8000")

    def handle(self, *_: Any, **options: Any) -> None:
        """Load, tell, serve."""
        call_command("host_load_demo", stdout=self.stdout)
        if contexts.is_on("competencies"):
            call_command("agir_compute_indicators", stdout=StringIO())
        settings.AGIR_CERTIFICATION_TRAINER = TRAINER
        settings.AGIR_SPONSORSHIP_BENEFICIARY = BENEFICIARY
        # did:web names no IP address: badges are signed by localhost, so that is where one looks.
        port = options["address"].rpartition(":")[2]
        place = settings.AGIR_SITE_URL = (
            os.environ.get("AGIR_HOST_URL") or f"http://localhost:{port}"
        )
        self.stdout.write(f"\nAgir is at {place}/")
        for path, what in (
            ("/dashboard", "the learner's page"),
            ("/agir/skills/", "the learner's skills"),
            ("/agir/goals/", "the learner's goals"),
            ("/agir/certification/", "what a learner may be certified in, and who pays"),
            ("/agir/manage/certification/", "the desk of the certification manager"),
            ("/agir/badges/verify/", "where anybody verifies a badge"),
            ("/agir/success/", "the operator's report; each course has its own on its outline"),
            ("/agir/frameworks/", "competency frameworks; the operator imports and writes them"),
            ("/agir/themes/", "the themes of the catalogue, and the calls for what it lacks"),
            ("/studio/", "the small Studio; each course has its competency map there"),
            ("/admin/", "the administration"),
        ):
            self.stdout.write(f"  {place}{path}  {what}")
        self.stdout.write("Accounts (the password is the name):")
        for account in ACCOUNTS:
            role = "learner" if account.learns else "author" if account.teaches else "operator"
            self.stdout.write(f"  {account.username}  {role}, {account.language}")
        self.stdout.write("Stop with Ctrl+C.\n")
        self.stdout.flush()
        call_command("runserver", options["address"], use_reloader=False)
