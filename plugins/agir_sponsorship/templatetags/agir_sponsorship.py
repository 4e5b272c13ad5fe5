"""Where can the visitor go from here? One line of links for each of the three who come."""

from __future__ import annotations

from typing import Any, Final

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from agir_platform.permissions import may
from agir_sponsorship.api import organisations
from agir_sponsorship.api.organisations import OrganisationState
from agir_sponsorship.permissions import RUN_CAMPAIGNS, SEE_IMPACT, SEE_PLEDGES

register = template.Library()
# The links that hold a page that has none of its own.
HOLDERS: Final[dict[str, str]] = {
    "campaign": "campaigns",
    "pledge-form": "campaigns",
    "organisation": "organisations",
    "pledge": "pledges",
    "impact": "impacts",
    "console-new": "console",
    "console-edit": "console",
    "console-campaign": "console",
    "console-pledge": "console",
    "accounting": "console-money",
    "pool": "pools",
    "vouchers-issue": "pools",
    "aid-decide": "aid-queue",
}
CONSOLE: Final = (
    "console",
    "console-money",
    "verification",
    "pools",
    "aid-queue",
    "console-books",
)


@register.inclusion_tag("agir_sponsorship/nav.html", takes_context=True)
def sponsorship_nav(context: template.Context) -> dict[str, Any]:
    """Return the links of the visitor: of everybody, of a sponsor, or of the console."""
    request = context.get("request")
    match = getattr(request, "resolver_match", None)
    name = str(getattr(match, "url_name", "") or "")
    here = HOLDERS.get(name, name)
    user = getattr(request, "user", None)
    is_console = here in CONSOLE
    rows = _console() if is_console else _space(user)
    return {
        "label": _("Run sponsorship") if is_console else _("Sponsorship"),
        "links": [
            {"url": url, "word": word, "is_here": target == here} for target, url, word in rows
        ],
    }


def _console() -> list[tuple[str, str, str]]:
    words = {
        "console": _("Run campaigns"),
        "console-money": _("Transfers and refunds"),
        "verification": _("Verify organisations"),
        "pools": _("Sponsored seats"),
        "aid-queue": _("Requests for aid"),
        "console-books": _("Books and documents"),
        "campaigns": _("Public pages"),
    }
    return [(name, reverse(f"agir_sponsorship:{name}"), word) for name, word in words.items()]


def _space(user: Any) -> list[tuple[str, str, str]]:
    words = {"campaigns": _("Campaigns"), "ledger": _("Where the money goes")}
    if getattr(user, "is_authenticated", False):
        words["organisations"] = _("Our organisations")
    if may(user, SEE_PLEDGES):
        words["pledges"] = _("Our pledges")
    rows = [(name, reverse(f"agir_sponsorship:{name}"), word) for name, word in words.items()]
    if may(user, SEE_IMPACT) and (first := _verified(user)):
        rows.append(("impacts", reverse("agir_sponsorship:impacts", args=[first]), _("Impact")))
    if may(user, RUN_CAMPAIGNS):
        rows.append(("console", reverse("agir_sponsorship:console"), _("Run sponsorship")))
    return rows


def _verified(user: Any) -> Any:
    """Return the first verified organisation that the visitor speaks for, ``None`` for none."""
    mine = organisations.of_user(int(user.pk))
    return next((v.uuid for v, _role in mine if v.state is OrganisationState.VERIFIED), None)
