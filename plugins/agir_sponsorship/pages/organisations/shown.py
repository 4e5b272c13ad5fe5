"""How is an organisation shown, and what was typed about it read?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from agir_kernel.errors import DomainError
from agir_platform.learners import api as learners
from agir_platform.select import platform
from agir_sponsorship.api import organisations as api

FIELDS = (
    "legal_name",
    "public_name",
    "country",
    "legal_form",
    "siren",
    "siret",
    "vat",
    "registration",
    "website",
    "visibility",
)


def typed(request: HttpRequest) -> api.Told:
    """Return what the form holds; a field that is not there is ''."""
    found = {name: request.POST.get(name, "")[:1000] for name in FIELDS}
    found["country"] = found["country"].strip().upper()
    return api.Told(**found)


def form(told: api.Told | None, refusal: DomainError | None) -> dict[str, Any]:
    """Return what the template of the form needs."""
    empty = api.Told("", "", "FR", api.LegalForm.COMPANY.value)
    return {
        "told": told or empty,
        "forms": [(one.value, form_word(one)) for one in api.LegalForm],
        "wrong": refusal.facts.get("what", "") if refusal else "",
    }


def view(one: api.OrganisationView) -> dict[str, Any]:
    """Return an organisation for a template."""
    return {
        "uuid": one.uuid,
        "told": one.told,
        "name": one.told.public_name,
        "state": one.state.value,
        "word": state_word(one.state),
        "next": next_word(one.state),
        "form": form_word(api.LegalForm(one.told.legal_form)),
        "number": one.told.siren or one.told.vat or one.told.registration,
        "logo": one.logo,
        "logo_url": reverse("agir_sponsorship:organisation-logo", args=[one.uuid]),
        "url": reverse("agir_sponsorship:organisation", args=[one.uuid]),
        "submitted": day(one.submitted_at),
        "decided": day(one.decided_at),
        "reason": one.reason,
    }


def names(subjects: Iterable[UUID | None]) -> dict[UUID, str]:
    """Return the usernames of those who are still here, by subject."""
    users = learners.users_of(one for one in subjects if one is not None)
    persons = platform().people.persons(users.values()) if users else {}
    return {
        subject: persons[user_id].username
        for subject, user_id in users.items()
        if user_id in persons
    }


def day(at: datetime | None) -> str:
    """Return a day as the reader's language writes it, '' for none."""
    return formats.date_format(timezone.localtime(at), "DATE_FORMAT") if at else ""


def state_word(state: api.OrganisationState) -> str:
    """Return what a state is called."""
    return {
        "draft": _("Draft"),
        "submitted": _("Waits for verification"),
        "verified": _("Verified"),
        "rejected": _("Not accepted"),
        "suspended": _("Suspended"),
        "closed": _("Closed"),
    }[state]


def next_word(state: api.OrganisationState) -> str:
    """Return what happens next."""
    return {
        "draft": _("Nobody else sees it. Submit it when it is complete."),
        "submitted": _("A person of this site looks at it. Nothing is public until then."),
        "verified": _("Its name and logo may be shown, and it may sponsor."),
        "rejected": _("Correct what was wrong, then submit it again."),
        "suspended": _("Nothing of it is shown for now. Ask those who run the site."),
        "closed": _("It stays here for the record and does nothing any more."),
    }[state]


def form_word(form: api.LegalForm) -> str:
    """Return what a legal form is called."""
    return {
        "company": _("Company"),
        "association": _("Association"),
        "foundation": _("Foundation or endowment fund"),
        "public": _("Public body"),
        "other": _("Other"),
    }[form]


def role_word(role: api.ContactRole) -> str:
    """Return what a role is called, with what it may do."""
    return {
        "admin": _("Administrator: everything"),
        "finance": _("Finance: pledges and payments"),
        "viewer": _("Viewer: reads reports"),
    }[role]


def act_word(act: str) -> str:
    """Return what was done."""
    return {
        "register": _("Registered"),
        "edit": _("Changed"),
        "submit": _("Submitted"),
        "take_back": _("Taken back"),
        "verify": _("Verified"),
        "reject": _("Not accepted"),
        "suspend": _("Suspended"),
        "resume": _("Resumed"),
        "close": _("Closed"),
        "logo": _("New logo"),
        "no_logo": _("Logo removed"),
    }.get(act, act)
