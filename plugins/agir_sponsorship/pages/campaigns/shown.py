"""How is a campaign or a pledge shown? As words and figures that a template writes."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from agir_platform import calls
from agir_sponsorship.api import campaigns as api
from agir_sponsorship.api import organisations
from agir_sponsorship.pages.campaigns import words


def campaign(one: api.CampaignView) -> dict[str, Any]:
    """Return what the page of a campaign says, each bar with its figure in words."""
    told = {
        "raised": words.money(one.raised_minor, one.currency),
        "goal": words.money(one.goal_minor, one.currency),
        "percent": one.percent,
    }
    return {
        "id": one.id,
        "title": one.title,
        "summary": one.summary,
        "subject": one.subject,
        "course_key": one.course_key,
        "call": calls.one(str(one.call)) if one.call else None,
        "kind": words.word(words.KINDS, one.kind),
        "mode": words.word(words.MODES, one.mode),
        "state": one.state,
        "state_word": words.word(words.STATES, one.state),
        "is_open": one.is_open,
        "progress": _("%(raised)s of %(goal)s (%(percent)s %%)") % told,
        "bar": min(100, one.percent),
        "minimum": words.money(one.minimum_minor, one.currency),
        "opens": words.day(one.opens_at),
        "closes": words.day(one.closes_at),
        "partner_name": one.partner_name,
        "partner_url": one.partner_url,
        "has_promise": one.has_promise,
        "milestones": [milestone(step, one.currency) for step in one.milestones],
    }


def milestone(one: api.MilestoneView, currency: str) -> dict[str, Any]:
    """Return what is said of a milestone."""
    return {
        "id": one.id,
        "title": one.title,
        "deliverable": one.deliverable,
        "amount": words.money(one.amount_minor, currency),
        "state": one.state,
        "state_word": words.word(words.MILESTONES, one.state),
        "evidence_url": one.evidence_url,
        "evidence_note": one.evidence_note,
        "released": words.money(one.released_minor, currency) if one.released_minor else "",
    }


def supporters(one: api.CampaignView) -> list[dict[str, str]]:
    """Return who gave and is shown by name, the amount where they wish it."""
    given = api.supporters(one.id)
    public = organisations.public([giver.organisation for giver in given])
    return [
        {
            "name": public[giver.organisation].name,
            "amount": ""
            if giver.amount_minor is None
            else words.money(giver.amount_minor, one.currency),
        }
        for giver in given
        if giver.organisation in public and public[giver.organisation].name
    ]


def pledge(one: api.PledgeView) -> dict[str, Any]:
    """Return what is said of a pledge to those who may read it."""
    name = organisations.organisation(one.organisation).told.public_name
    # What was given back is not asked for again.
    left = 0 if one.returned_minor else max(0, one.amount_minor - one.paid_minor)
    return {
        "id": one.id,
        "campaign": one.campaign,
        "campaign_title": one.campaign_title,
        "organisation": name,
        "amount": words.money(one.amount_minor, one.currency),
        "paid": words.money(one.paid_minor, one.currency),
        "returned": words.money(one.returned_minor, one.currency) if one.returned_minor else "",
        "left": words.money(left, one.currency),
        "method": words.word(words.METHODS, one.method),
        "method_code": one.method,
        "purchase_order": one.purchase_order,
        "reference": one.reference,
        "state": one.state,
        "state_word": words.word(words.PLEDGES, one.state),
        "nature": one.nature,
        "nature_word": words.word(words.NATURES, one.nature) if one.nature else "",
        "proposed": one.proposed,
        "proposed_word": words.word(words.NATURES, one.proposed),
        "reasons": [words.word(words.REASONS, code) for code in one.reasons],
        "counterparts": [
            {
                "word": words.word(words.COUNTERPARTS, given["kind"]),
                "value": words.money(given["value_minor"], one.currency),
            }
            for given in one.counterparts
        ],
        "invoice_number": one.invoice_number,
        "due": words.day(one.due_on),
        "may_withdraw": one.state in ("offered", "accepted", "signed", "called"),
        "takes_money": one.state in ("accepted", "signed", "called", "part_paid")
        and not one.returned_minor,
    }
