"""What the demo asks companies for: a course to be made, half funded, and a draft."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from agir_kernel.clock import SystemClock
from agir_sponsorship.api import campaigns, organisations, payments

TITLE = "Un MOOC pour lire la qualité de l’eau"
DRAFT = "Traduire le cours sur les sols"


def ask(operator: Any, sponsor: Any) -> None:
    """Open a campaign with two pledges, one of them paid, and leave a draft. Idempotent."""
    known = {one.title for one in campaigns.campaigns(is_public=False)}
    if TITLE in known:
        return
    opened = campaigns.create(_plan(TITLE, campaigns.Kind.CREATE), operator.pk)
    campaigns.promise(opened, operator.pk)
    for act in ("submit", "approve"):
        campaigns.act(opened, act, operator.pk)
    campaigns.create(_plan(DRAFT, campaigns.Kind.CREATE), operator.pk)
    (own, *_) = [one.uuid for one, _ in organisations.of_user(sponsor.pk)]
    paid = _pledge(opened, own, 2_000_00, sponsor)
    campaigns.decide(paid, "mecenat", operator.pk)
    reference = campaigns.pledge(paid).reference
    line = f"Date;Libellé;Montant\n{SystemClock().now():%d/%m/%Y};VIR {reference};2 000,00\n"
    line += f"{SystemClock().now():%d/%m/%Y};VIR ATELIERS SANS REFERENCE;500,00\n"
    payments.import_statement(line.encode(), operator.pk)
    payments.issue(paid, "agreement", operator.pk)
    _pledge(opened, own, 500_00, sponsor)


def _plan(title: str, kind: campaigns.Kind) -> campaigns.Plan:
    now = SystemClock().now()
    return campaigns.Plan(
        kind=kind,
        mode=campaigns.Mode.ALL_OR_NOTHING,
        title=title,
        summary="Apprendre à lire une analyse et à dire ce qu’elle vaut, sans prérequis.",
        currency="EUR",
        goal_minor=5_000_00,
        minimum_minor=4_000_00,
        opens_at=now - timedelta(days=1),
        closes_at=now + timedelta(days=60),
        steps=(
            campaigns.PlannedStep("Scénario", "Le scénario, publié et relu", 2_000_00),
            campaigns.PlannedStep("Cours", "Le cours, ouvert à tous", 3_000_00),
        ),
        subject="Water quality",
    )


def _pledge(campaign: UUID, organisation: UUID, amount: int, sponsor: Any) -> UUID:
    key = f"demo-{amount}-{campaign.hex[:12]}"
    asked = campaigns.Offer(
        campaign, organisation, amount, key=key, visibility="amount", accepts_terms=True
    )
    return campaigns.offer(asked, sponsor.pk)
