"""What are the codes of campaigns called, and how is money written?"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from django.utils import formats, timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from agir_sponsorship.domain.amounts import decimals

KINDS: Final[dict[str, Any]] = {
    "create": _("Make a new course"),
    "keep_running": _("Keep a course running"),
    "renew": _("Renew a course"),
    "translate": _("Translate a course"),
    "accessibility": _("Make a course accessible"),
    "solidarity": _("Feed the solidarity fund"),
}
MODES: Final[dict[str, Any]] = {
    "all_or_nothing": _("All or nothing: below the minimum, all money goes back"),
    "keep_it_all": _("Keep it all: whatever comes is used for this"),
}
STATES: Final[dict[str, Any]] = {
    "draft": pgettext_lazy("campaign", "Draft"),
    "review": pgettext_lazy("campaign", "Waits for approval"),
    "open": pgettext_lazy("campaign", "Open"),
    "on_hold": pgettext_lazy("campaign", "On hold"),
    "funded": pgettext_lazy("campaign", "Funded"),
    "delivering": pgettext_lazy("campaign", "Being delivered"),
    "delivered": pgettext_lazy("campaign", "Delivered"),
    "unfunded": pgettext_lazy("campaign", "Not funded"),
    "cancelled": pgettext_lazy("campaign", "Withdrawn"),
    "failing": pgettext_lazy("campaign", "Failed"),
    "refunding": pgettext_lazy("campaign", "Money goes back"),
    "settled": pgettext_lazy("campaign", "Settled"),
}
MILESTONES: Final[dict[str, Any]] = {
    "planned": pgettext_lazy("milestone", "Planned"),
    "reached": pgettext_lazy("milestone", "Reached"),
    "evidence_filed": pgettext_lazy("milestone", "Evidence filed"),
    "accepted": pgettext_lazy("milestone", "Accepted"),
    "released": pgettext_lazy("milestone", "Money released"),
    "missed": pgettext_lazy("milestone", "Missed"),
    "waived": pgettext_lazy("milestone", "Waived"),
    "returned": pgettext_lazy("milestone", "Money returned"),
}
PLEDGES: Final[dict[str, Any]] = {
    "offered": pgettext_lazy("pledge", "Offered: waits for a decision"),
    "accepted": pgettext_lazy("pledge", "Accepted"),
    "signed": pgettext_lazy("pledge", "Signed"),
    "called": pgettext_lazy("pledge", "Call for funds sent"),
    "part_paid": pgettext_lazy("pledge", "Paid in part"),
    "paid": pgettext_lazy("pledge", "Paid"),
    "released": pgettext_lazy("pledge", "Used for the course"),
    "expired": pgettext_lazy("pledge", "Expired"),
    "withdrawn": pgettext_lazy("pledge", "Withdrawn"),
    "refund_due": pgettext_lazy("pledge", "To be refunded"),
    "refunded": pgettext_lazy("pledge", "Refunded"),
    "disputed": pgettext_lazy("pledge", "Disputed"),
    "charged_back": pgettext_lazy("pledge", "Taken back by the payer’s bank"),
}
PAYMENTS: Final[dict[str, Any]] = {
    "pending": pgettext_lazy("payment", "Begun"),
    "succeeded": pgettext_lazy("payment", "Received"),
    "partially_refunded": pgettext_lazy("payment", "Refunded in part"),
    "refunded": pgettext_lazy("payment", "Refunded"),
    "failed": pgettext_lazy("payment", "Failed"),
    "expired": pgettext_lazy("payment", "Expired"),
    "disputed": pgettext_lazy("payment", "Disputed"),
    "lost": pgettext_lazy("payment", "Lost"),
    "review": pgettext_lazy("payment", "Waits for a person"),
}
NATURES: Final[dict[str, Any]] = {
    "mecenat": _("Mécénat (a gift, CGI art. 238 bis)"),
    "parrainage": _("Parrainage (a paid advertising service, with VAT)"),
    "purchase": _("Purchase (a service is bought)"),
    "grant": _("Grant (a public or private subsidy, by agreement)"),
}
REASONS: Final[dict[str, Any]] = {
    "advertising_service": _("A counterpart is an advertising service."),
    "counterpart_too_high": _("The counterparts are worth more than a quarter of the amount."),
    "counterpart_far_below": _("The counterparts are worth at most a quarter of the amount."),
    "no_counterpart": _("There is no counterpart with a value."),
}
COUNTERPARTS: Final[dict[str, Any]] = {
    "name": _("Our name is told"),
    "logo": _("Our logo is shown"),
    "invitation": _("Invitations"),
    "report": _("A report of what the money did"),
    "advertising_message": _("An advertising message"),
    "exclusivity": _("Being the only sponsor"),
    "sales_stand": _("A stand to sell from"),
    "link_to_offer": _("A link to what we sell"),
    "other": pgettext_lazy("counterpart", "Something else"),
}
METHODS: Final[dict[str, Any]] = {
    "transfer": _("Bank transfer"),
    "purchase_order": _("Purchase order, then transfer"),
    "stripe": _("Card"),
}
VISIBILITIES: Final[dict[str, Any]] = {
    "name": _("Show our name"),
    "amount": _("Show our name and the amount"),
    "anonymous": _("Show neither"),
}
DOCUMENTS: Final[dict[str, Any]] = {
    "agreement": _("Agreement"),
    "call_for_funds": _("Call for funds"),
    "pro_forma": _("Pro-forma"),
    "receipt": _("Tax receipt for a gift"),
    "cancellation": _("Cancellation"),
}
ACTS: Final[dict[str, Any]] = {
    "create": pgettext_lazy("act", "Drafted"),
    "change": pgettext_lazy("act", "Changed"),
    "promise": pgettext_lazy("act", "Promise of a free track signed"),
    "name_course": pgettext_lazy("act", "Course named"),
    "submit": pgettext_lazy("act", "Submit for approval"),
    "approve": pgettext_lazy("act", "Approve and open"),
    "reject": pgettext_lazy("act", "Send back to draft"),
    "close": pgettext_lazy("act", "Close"),
    "fund": pgettext_lazy("act", "Closed: funded"),
    "miss": pgettext_lazy("act", "Missed"),
    "hold": pgettext_lazy("act", "Put on hold"),
    "resume": pgettext_lazy("act", "Resume"),
    "withdraw": pgettext_lazy("act", "Withdraw, and give money back"),
    "start": pgettext_lazy("act", "Start delivering"),
    "deliver": pgettext_lazy("act", "Delivered"),
    "fail": pgettext_lazy("act", "Declare failed, and give money back"),
    "refund": pgettext_lazy("act", "Money set aside to go back"),
    "settle": pgettext_lazy("act", "Settled"),
    "reach": pgettext_lazy("act", "Mark as reached"),
    "accept": pgettext_lazy("act", "Accept the evidence"),
    "send_back": pgettext_lazy("act", "Send the evidence back"),
    "waive": pgettext_lazy("act", "Waive"),
    "release": pgettext_lazy("act", "Release its money"),
    "return": pgettext_lazy("act", "Give its money back to the sponsors"),
}
WAITING: Final[dict[str, Any]] = {
    "no_reference": _("No reference stands in it."),
    "two_references": _("Two references stand in it."),
    "reference_unknown": _("No pledge has its reference."),
    "other_currency": _("It is in another currency than its pledge."),
    "not_awaited": _("Its pledge waits for no money."),
    "too_much": _("It is more than its pledge still lacks."),
}


def money(minor: int, currency: str) -> str:
    """Return an amount as the reader's language writes it: ``1 234,50 €``."""
    places = decimals(currency)
    value = Decimal(minor).scaleb(-places)
    whole = places and minor % 10**places == 0
    written = formats.number_format(
        value, 0 if whole else places, use_l10n=True, force_grouping=True
    )
    return f"{written}\u00a0{'€' if currency == 'EUR' else currency}"


def day(when: datetime | date | None) -> str:
    """Return a day as the reader's language writes it, '' for none."""
    if when is None:
        return ""
    local = timezone.localtime(when) if isinstance(when, datetime) else when
    return str(formats.date_format(local, "DATE_FORMAT"))


def word(table: dict[str, Any], code: str) -> str:
    """Return what a code is called, the code where nothing calls it."""
    return str(table.get(code, code))


def choices(table: dict[str, Any], chosen: str = "") -> list[dict[str, Any]]:
    """Return a table as the options of a form."""
    return [
        {"value": code, "label": str(label), "chosen": code == chosen}
        for code, label in table.items()
    ]
