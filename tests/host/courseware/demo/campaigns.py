"""What the demo asks companies for: a course to be made, one to be kept, a partner's, a draft."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from agir_kernel.clock import SystemClock
from agir_sponsorship.api import campaigns, organisations, payments

TITLE = "Un MOOC pour lire la qualité de l’eau"
DRAFT = "Traduire le cours sur les sols"
KEPT = "Garder « Côte à côte » ouvert un an de plus"
PARTNERS = "Un MOOC sur les métiers de la mer"


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
    (payment,) = payments.payments(paid)
    order = payments.Order(payment.id, 100_00, key="demo-refund")
    payments.refund(order, operator.pk, reason="Versé deux fois.")
    _pledge(opened, own, 500_00, sponsor)


def keep(course_key: str, operator: Any, sponsor: Any) -> None:
    """Fund a campaign that keeps a course running, and deliver its first step. Idempotent."""
    if KEPT in {one.title for one in campaigns.campaigns(is_public=False)}:
        return
    plan = replace(
        _plan(KEPT, campaigns.Kind.KEEP_RUNNING), course_key=course_key, subject="",
        goal_minor=3_000_00, minimum_minor=2_000_00,
        summary="Deux sessions de plus, avec des réponses aux questions et des sous-titres relus.",
        steps=(
            campaigns.PlannedStep("Session de printemps", "Ouverte et accompagnée", 1_500_00),
            campaigns.PlannedStep("Session d’automne", "Ouverte et accompagnée", 1_500_00),
        ),
    )  # fmt: skip
    made = campaigns.create(plan, operator.pk)
    for act in ("submit", "approve"):
        campaigns.act(made, act, operator.pk)
    (own, *_) = [one.uuid for one, _ in organisations.of_user(sponsor.pk)]
    pledge = _pledge(made, own, 3_000_00, sponsor)
    campaigns.decide(pledge, "mecenat", operator.pk)
    reference = campaigns.pledge(pledge).reference
    line = f"Date;Libellé;Montant\n{SystemClock().now():%d/%m/%Y};VIR {reference};3 000,00\n"
    payments.import_statement(line.encode(), operator.pk)
    first, second = campaigns.campaign(made).milestones
    campaigns.file_evidence(
        first.id, "https://example.org/bilan-de-printemps", "Bilan de la session", operator.pk
    )
    campaigns.milestone_act(first.id, "accept", operator.pk)
    campaigns.release(first.id, operator.pk)
    campaigns.milestone_act(second.id, "reach", operator.pk)


def show_partner(operator: Any) -> None:
    """Show a campaign whose money a partner receives himself. Idempotent."""
    if PARTNERS in {one.title for one in campaigns.campaigns(is_public=False)}:
        return
    plan = replace(
        _plan(PARTNERS, campaigns.Kind.CREATE), partner_name="École du littoral",
        partner_url="https://example.org/soutenir",
    )  # fmt: skip
    made = campaigns.create(plan, operator.pk)
    campaigns.promise(made, operator.pk)
    for act in ("submit", "approve"):
        campaigns.act(made, act, operator.pk)


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
