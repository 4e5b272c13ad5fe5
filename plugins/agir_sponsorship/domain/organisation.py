"""What is an organisation that sponsors, and when may anything of it be public?

Only once a named person of the operator verified it. It says itself what it is; until then no name
and no logo leaves the site.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Final
from urllib.parse import urlsplit

from agir_kernel.errors import DomainError
from agir_sponsorship.domain import identifiers
from agir_sponsorship.domain.naming import named


class OrganisationState(StrEnum):
    """Where an organisation stands; only a verified one is public and may pledge."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    VERIFIED = "verified"
    REJECTED = "rejected"
    SUSPENDED = "suspended"
    CLOSED = "closed"


class LegalForm(StrEnum):
    """What an organisation is in law, as far as sponsorship asks."""

    COMPANY = "company"
    ASSOCIATION = "association"
    FOUNDATION = "foundation"
    PUBLIC = "public"
    OTHER = "other"


class Visibility(StrEnum):
    """What the public reads of an organisation's payments: its name, or nothing of it."""

    NAME = "name"
    ANONYMOUS = "anonymous"


class ContactRole(StrEnum):
    """What somebody may do for an organisation: all, its money, or look."""

    ADMIN = "admin"
    FINANCE = "finance"
    VIEWER = "viewer"


class OrganisationUnfit(DomainError):
    """A choice that is none, or a website that is no https address. Facts: ``what``."""

    code: ClassVar[str] = "organisation_unfit"


_S = OrganisationState
ACTS: Final[Mapping[str, Mapping[str, str]]] = {
    "edit": {
        _S.DRAFT: _S.DRAFT,
        _S.REJECTED: _S.DRAFT,
        # Who it is was verified: a change of that is verified anew.
        _S.VERIFIED: _S.DRAFT,
    },
    "submit": {_S.DRAFT: _S.SUBMITTED},
    "take_back": {_S.SUBMITTED: _S.DRAFT},
    "verify": {_S.SUBMITTED: _S.VERIFIED},
    "reject": {_S.SUBMITTED: _S.REJECTED},
    "suspend": {_S.VERIFIED: _S.SUSPENDED},
    "resume": {_S.SUSPENDED: _S.VERIFIED},
    "close": {state: _S.CLOSED for state in _S if state is not _S.CLOSED},
}
NEED_A_REASON: Final = frozenset({"reject", "suspend", "close"})
OPERATORS_OWN: Final = frozenset({"verify", "reject", "suspend", "resume", "close"})


@dataclass(frozen=True, slots=True)
class Told:
    """What an organisation says of itself, as typed.

    ``siren`` is needed in France, ``vat`` or ``registration`` elsewhere. ``website`` is an https
    address or ''.
    """

    legal_name: str
    public_name: str
    country: str
    legal_form: str
    siren: str = ""
    siret: str = ""
    vat: str = ""
    registration: str = ""
    website: str = ""
    visibility: str = Visibility.NAME


def checked(told: Told) -> Told:
    """Return what was typed, checked and in one form.

    Raises ``NameUnfit``, ``IdentifierUnfit`` or ``OrganisationUnfit``.
    """
    country = identifiers.country(told.country)
    is_french = country == identifiers.FRANCE
    siren = identifiers.siren(told.siren) if is_french or told.siren else ""
    if siren and not is_french:
        raise identifiers.IdentifierUnfit(what="siren")
    siret = identifiers.siret(told.siret, siren) if told.siret else ""
    vat = identifiers.vat(told.vat, country, siren) if told.vat else ""
    registration = ""
    if not is_french and (told.registration or not vat):
        registration = identifiers.registration(told.registration)
    return Told(
        legal_name=named(told.legal_name, "legal_name"),
        public_name=named(told.public_name, "public_name", longest=80),
        country=country,
        legal_form=_chosen(LegalForm, told.legal_form, "legal_form"),
        siren=siren,
        siret=siret,
        vat=vat,
        registration=registration,
        website=_website(told.website),
        visibility=_chosen(Visibility, told.visibility, "visibility"),
    )


def is_other_company(one: Told, other: Told) -> bool:
    """Tell whether two descriptions differ in who the organisation is, or what it is called."""
    fields = ("legal_name", "public_name", "country", "siren", "siret", "vat", "registration")
    return any(getattr(one, name) != getattr(other, name) for name in fields)


def _chosen(kind: type[StrEnum], typed: str, what: str) -> str:
    if typed not in [one.value for one in kind]:
        raise OrganisationUnfit(what=what)
    return typed


def _website(typed: str) -> str:
    address = typed.strip()
    if not address:
        return ""
    try:
        parts = urlsplit(address)
        is_fit = (
            parts.scheme == "https"
            and bool(parts.hostname and "." in parts.hostname)
            and not (parts.username or parts.password)
            and parts.port in (None, 443)
        )
    except ValueError as wrong:
        raise OrganisationUnfit(what="website") from wrong
    if not is_fit or len(address) > 200 or not address.isascii() or not address.isprintable():
        raise OrganisationUnfit(what="website")
    if any(sign in address for sign in " \"'<>\\"):
        raise OrganisationUnfit(what="website")
    return address
