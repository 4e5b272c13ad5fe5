"""What does a refusal about sessions, dossiers, passages and civil status become?"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

STATUSES: Final[dict[str, int]] = {
    "certification_unknown": HTTPStatus.NOT_FOUND,
    "certification_not_yours": HTTPStatus.NOT_FOUND,
    "certification_there": HTTPStatus.CONFLICT,
    "certification_code_malformed": HTTPStatus.UNPROCESSABLE_ENTITY,
    "bloc_unknown": HTTPStatus.UNPROCESSABLE_ENTITY,
    "may_not_deposit": HTTPStatus.FORBIDDEN,
    "sheets_unreadable": HTTPStatus.UNPROCESSABLE_ENTITY,
    "manager_there": HTTPStatus.CONFLICT,
    "person_unknown": HTTPStatus.NOT_FOUND,
    "session_unknown": HTTPStatus.NOT_FOUND,
    "session_not_open": HTTPStatus.CONFLICT,
    "session_full": HTTPStatus.CONFLICT,
    "session_malformed": HTTPStatus.UNPROCESSABLE_ENTITY,
    "session_in_use": HTTPStatus.CONFLICT,
    "session_wrong_state": HTTPStatus.CONFLICT,
    "override_reason_missing": HTTPStatus.UNPROCESSABLE_ENTITY,
    "already_registered": HTTPStatus.CONFLICT,
    "funding_refused": HTTPStatus.UNPROCESSABLE_ENTITY,
    "registration_unknown": HTTPStatus.NOT_FOUND,
    "registration_settled": HTTPStatus.CONFLICT,
    "registration_key_used": HTTPStatus.CONFLICT,
    "contract_malformed": HTTPStatus.UNPROCESSABLE_ENTITY,
    "contract_under_way": HTTPStatus.CONFLICT,
    "entry_undeclared": HTTPStatus.CONFLICT,
    "dossier_unknown": HTTPStatus.NOT_FOUND,
    "dossier_malformed": HTTPStatus.UNPROCESSABLE_ENTITY,
    "dossier_tied": HTTPStatus.CONFLICT,
    "dossier_file_unreadable": HTTPStatus.UNPROCESSABLE_ENTITY,
    "wedof_off": HTTPStatus.NOT_FOUND,
    "wedof_unreachable": HTTPStatus.BAD_GATEWAY,
    "duty_unknown": HTTPStatus.NOT_FOUND,
    "duty_settled": HTTPStatus.CONFLICT,
    "civil_status_unknown": HTTPStatus.NOT_FOUND,
    "civil_status_not_asked": HTTPStatus.CONFLICT,
    "notice_outdated": HTTPStatus.CONFLICT,
    "nir_not_enabled": HTTPStatus.UNPROCESSABLE_ENTITY,
    "nir_malformed": HTTPStatus.UNPROCESSABLE_ENTITY,
    "passage_unknown": HTTPStatus.NOT_FOUND,
    "passage_settled": HTTPStatus.CONFLICT,
    "decision_refused": HTTPStatus.UNPROCESSABLE_ENTITY,
    "jury_unknown": HTTPStatus.NOT_FOUND,
    "jury_malformed": HTTPStatus.UNPROCESSABLE_ENTITY,
    "minutes_unsigned": HTTPStatus.CONFLICT,
    "absence_proof_kept": HTTPStatus.CONFLICT,
    "passage_not_handed_over": HTTPStatus.CONFLICT,
    "rectification_malformed": HTTPStatus.UNPROCESSABLE_ENTITY,
    "rectification_unknown": HTTPStatus.NOT_FOUND,
    "reinstatement_refused": HTTPStatus.CONFLICT,
    "session_people_changed": HTTPStatus.CONFLICT,
    "proof_refused": HTTPStatus.UNPROCESSABLE_ENTITY,
}

SENTENCES: Final[dict[str, Any]] = {
    "certification_unknown": _("There is no such certification here. Choose one of the list."),
    "certification_not_yours": _(
        "There is no such certification among those you manage. Choose one of the list."
    ),
    "certification_there": _("%(certification)s is in the list already. Open it there."),
    "certification_code_malformed": _(
        "This is no code of the RNCP or the RS. Write it as RNCP34762 or RS5875."
    ),
    "bloc_unknown": _("This certification has no bloc %(bloc)s. Choose one of its blocs."),
    "may_not_deposit": _(
        "A training partner deposits nothing. Hand the data over to the certifier instead."
    ),
    "sheets_unreadable": _(
        "This is no XML export of France compétences. Download it again, then try again."
    ),
    "manager_there": _("This person manages that already. Nothing has to be done."),
    "person_unknown": _("Nobody here has this name or address. Check it."),
    "session_unknown": _("There is no such session. Choose one of the list."),
    "session_not_open": _(
        "Nobody can register for this session now. Look at its dates, or choose another one."
    ),
    "session_full": _("Every place of this session is taken. Choose another session."),
    "session_malformed": _("Something is wrong with “%(field)s”. Correct it, then try again."),
    "session_in_use": _(
        "%(taken)s places are taken. Keep at least as many, or cancel registrations first."
    ),
    "session_wrong_state": _("This session has moved on and cannot do that now. Reload the page."),
    "override_reason_missing": _("Say why you open it all the same. The reason is kept."),
    "already_registered": _("You have a place in this session already. Open your registration."),
    "funding_refused": _(
        "This way of paying does not suit this session. Choose another one of the list."
    ),
    "registration_unknown": _("There is no such registration. Go back to your list."),
    "registration_settled": _(
        "This registration is settled and no longer changes. Reload the page."
    ),
    "registration_key_used": _("This form was sent before. Reload the page, then try again."),
    "contract_malformed": _(
        "Something is wrong with “%(field)s” of the contract. Correct it, then try again."
    ),
    "contract_under_way": _("The training has begun: its contract no longer changes here."),
    "entry_undeclared": _("Declare the entry first, then the exit."),
    "dossier_unknown": _("There is no such dossier. Choose one of the list."),
    "dossier_malformed": _("Something is wrong with “%(field)s”. Copy it from the portal again."),
    "dossier_tied": _("This dossier or registration belongs to another one. Untie that first."),
    "dossier_file_unreadable": _(
        "This file cannot be read (%(reason)s). Save it as CSV with a line of column names."
    ),
    "wedof_off": _("This site does not use Wedof."),
    "wedof_unreachable": _("Wedof does not answer as it should. Try again in a while."),
    "duty_unknown": _("There is no such duty. Reload the list."),
    "duty_settled": _("This duty is settled, or the day lies ahead. Reload the list."),
    "civil_status_unknown": _("Nothing was recorded of this person. Ask them to fill the form."),
    "civil_status_not_asked": _("Nobody needs this of you now. Register for a session first."),
    "notice_outdated": _("The notice has changed meanwhile. Read it again, then send the form."),
    "nir_not_enabled": _("This site asks nobody for a NIR. Leave the field out."),
    "nir_malformed": _("This is no NIR. Copy its 13 or 15 characters from your card."),
    "passage_unknown": _("There is no such passage. Reload the list."),
    "passage_settled": _(
        "This passage no longer changes here. Wait for the return file, if it is on its way."
    ),
    "decision_refused": _(
        "What you recorded does not hold together (%(reason)s). Correct it, then try again."
    ),
    "jury_unknown": _("There is no such jury in this session. Choose one of its juries."),
    "jury_malformed": _("Something is wrong with “%(field)s” of the jury. Correct it."),
    "minutes_unsigned": _("Add the signed minutes of the jury first, then record decisions."),
    "absence_proof_kept": _(
        "The proof of their legitimate absence would be deleted. Tick that it may be, then record "
        "it again."
    ),
    "passage_not_handed_over": _(
        "The Caisse des Dépôts has not accepted this passage. Wait for its answer, then record "
        "the request."
    ),
    "rectification_malformed": _(
        "Something is wrong with “%(field)s”: say what has to be put right, and a day between the "
        "answer of the Caisse des Dépôts and today."
    ),
    "rectification_unknown": _("There is no such request. Choose one of the list."),
    "reinstatement_refused": _(
        "This place cannot be taken back (%(reason)s). Ask the person to register again."
    ),
    "session_people_changed": _(
        "%(people)s people hold a place by now. Read who they are, then cancel again."
    ),
    "proof_refused": _("Only PDF, PNG or JPEG files of at most 5 MB are kept. Choose another."),
}
