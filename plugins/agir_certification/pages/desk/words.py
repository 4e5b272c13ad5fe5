"""What are states and kinds called, where a manager reads them?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from agir_certification.domain.faults import Fault
from agir_certification.fault_words import line

DUTIES: Final[dict[str, Any]] = {
    "answer": _("Answer the request"),
    "entry": _("Declare the entry"),
    "exit": _("Declare the exit"),
    "service_done": _("Declare the service fait"),
    "invoice": _("Invoice on EDOF"),
    "accrochage": _("Hand the holder over (accrochage)"),
    "rectification": _("Put a passage right, as was asked"),
}
SESSIONS: Final[dict[str, Any]] = {
    "draft": pgettext_lazy("session", "Draft: nobody can register"),
    "open": pgettext_lazy("session", "Open"),
    "closed": pgettext_lazy("session", "Closed: nobody more can register"),
    "held": pgettext_lazy("session", "It took place"),
    "cancelled": pgettext_lazy("session", "Cancelled"),
}
MODES: Final[dict[str, Any]] = {
    "A_DISTANCE": _("Remote"),
    "EN_PRESENTIEL": _("On site"),
    "MIXTE": _("Partly on site"),
}
REGISTRATIONS: Final[dict[str, Any]] = {
    "held": pgettext_lazy("registration", "Waits for who pays"),
    "confirmed": pgettext_lazy("registration", "Confirmed"),
    "ended": pgettext_lazy("registration", "The session took place"),
    "lapsed": pgettext_lazy("registration", "Given back"),
}
FUNDINGS: Final[dict[str, Any]] = {
    "cpf": _("CPF dossier"),
    "seat": _("Sponsored seat"),
    "solidarity": _("Solidarity fund"),
    "employer": _("Employer"),
    "self": _("Paid by the learner"),
    "free": _("Free of charge"),
}
ATTENDANCES: Final[dict[str, Any]] = {
    "expected": pgettext_lazy("exam", "Expected"),
    "present": pgettext_lazy("exam", "Present"),
    "absent": pgettext_lazy("exam", "Absent"),
    "excused": pgettext_lazy("exam", "Absent for a legitimate reason"),
}
DECISIONS: Final[dict[str, Any]] = {
    "obtained": pgettext_lazy("jury", "Obtained"),
    "partly_obtained": pgettext_lazy("jury", "Some blocs obtained"),
    "not_obtained": pgettext_lazy("jury", "Not obtained"),
}
DOSSIERS: Final[dict[str, Any]] = {
    "notProcessed": pgettext_lazy("dossier", "To be answered"),
    "validated": pgettext_lazy("dossier", "Proposal sent"),
    "waitingAcceptation": pgettext_lazy("dossier", "Looked at by France Travail"),
    "accepted": pgettext_lazy("dossier", "Accepted"),
    "inTraining": pgettext_lazy("dossier", "In training"),
    "terminated": pgettext_lazy("dossier", "Left the training"),
    "serviceDoneDeclared": pgettext_lazy("dossier", "Service fait declared"),
    "serviceDoneValidated": pgettext_lazy("dossier", "Service fait validated"),
    "canceledByAttendee": pgettext_lazy("dossier", "Cancelled by the learner"),
    "canceledByAttendeeNotRealized": pgettext_lazy("dossier", "Cancelled: not begun"),
    "canceledByOrganism": pgettext_lazy("dossier", "Cancelled by us"),
    "canceledByFinancer": pgettext_lazy("dossier", "Cancelled by the financer"),
    "refusedByAttendee": pgettext_lazy("dossier", "Refused by the learner"),
    "refusedByOrganism": pgettext_lazy("dossier", "Refused by us"),
    "refusedByFinancer": pgettext_lazy("dossier", "Refused by the financer"),
    "rejectedWithoutTitulaireSuite": pgettext_lazy("dossier", "Closed without an answer"),
}
FLAGS: Final[dict[str, Any]] = {
    "unknown_state": _("A state that nobody knows: look at the portal"),
    "out_of_order": _("This state does not follow from the one before: look at the portal"),
}
BATCHES: Final[dict[str, Any]] = {
    "generated": pgettext_lazy("file", "Made: waits for its deposit"),
    "deposited": pgettext_lazy("file", "Deposited: waits for its answer"),
    "processed": pgettext_lazy("file", "Answered"),
    "rejected": pgettext_lazy("file", "Refused as a whole"),
    "cancelled": pgettext_lazy("file", "Cancelled"),
}
WAITS: Final[dict[str, Any]] = {
    "undecided": _("The jury has not decided yet"),
    "not_whole": _("Not the whole certification was obtained"),
    "civil_status_missing": _("The learner has not given their civil status yet"),
    "ready": _("Ready: it goes into the next file"),
    "in_batch": _("In a file that waits for its answer"),
    "accepted": _("Accepted by the Caisse des Dépôts"),
    "refused": _("Refused: the learner is asked to correct"),
    "excluded": _("Kept out by a manager"),
    "hand_over": _("Ready to be handed over to the certifier"),
}
ROLES: Final[dict[str, Any]] = {
    "certifier": _("Certifier"),
    "third_party_depositor": _("Declared third-party depositor"),
    "training_partner": _("Training partner"),
}
HINDRANCES: Final[dict[str, Any]] = {
    "sheet_unchecked": _("The sheet of France compétences was not checked"),
    "sheet_inactive": _("The sheet is not active"),
    "sheet_ended": _("The sheet has ended"),
    "habilitation_missing": _("No habilitation was found"),
    "habilitation_inactive": _("The habilitation is not active"),
    "offer_unchecked": _("The offer was not checked"),
}


def of(words: dict[str, Any], key: str) -> str:
    """Return what a key is called; a key that nobody knows is told as it is."""
    return str(words.get(key, key))


def choices(words: dict[str, Any], chosen: str = "") -> list[dict[str, Any]]:
    """Return the options of a list."""
    return [
        {"value": key, "word": str(told), "is_chosen": key == chosen} for key, told in words.items()
    ]


def faults(several: Iterable[Fault]) -> list[str]:
    """Return what is wrong, a sentence each."""
    return [line(one) for one in several]
