"""What does a refusal about attestations, reviews and decisions become: which status and words?"""

from http import HTTPStatus
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from agir_kernel.errors import DomainError
from agir_platform.refusals import SENTENCES as COMMON
from agir_platform.refusals import STATUSES as COMMON_STATUSES
from agir_platform.rest import sentence_of

_UNREADABLE: Final = HTTPStatus.UNPROCESSABLE_ENTITY

STATUSES: Final[dict[str, int]] = {
    "attesting_refused": HTTPStatus.CONFLICT,
    "attesting_learner_unknown": _UNREADABLE,
    "attesting_oneself": HTTPStatus.FORBIDDEN,
    "competency_not_of_course": _UNREADABLE,
    "attesting_level_unknown": _UNREADABLE,
    "attesting_note_too_long": _UNREADABLE,
    "attesting_reason_missing": _UNREADABLE,
    "attesting_address_unsafe": _UNREADABLE,
    "attesting_already": HTTPStatus.CONFLICT,
    "attestation_unknown": HTTPStatus.NOT_FOUND,
    "override_unknown": HTTPStatus.NOT_FOUND,
    "override_status_unknown": _UNREADABLE,
    "override_expiry_past": _UNREADABLE,
    "prior_unknown": HTTPStatus.NOT_FOUND,
    "prior_taken": HTTPStatus.CONFLICT,
    "prior_moved": HTTPStatus.CONFLICT,
    "prior_proof_missing": _UNREADABLE,
    "prior_nothing_chosen": _UNREADABLE,
    "prior_too_many": HTTPStatus.CONFLICT,
    "proof_kind_refused": _UNREADABLE,
    "proof_too_large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "proof_empty": _UNREADABLE,
    "proof_gone": HTTPStatus.GONE,
    "peers_work_unknown": HTTPStatus.NOT_FOUND,
    "peers_off": HTTPStatus.CONFLICT,
    "peers_settled": HTTPStatus.CONFLICT,
    "peers_answered": HTTPStatus.CONFLICT,
    "peers_waits": HTTPStatus.CONFLICT,
    "peers_asked_too_much": HTTPStatus.TOO_MANY_REQUESTS,
    "peers_answered_too_much": HTTPStatus.TOO_MANY_REQUESTS,
    "peers_nothing_seen": _UNREADABLE,
    "peers_policy_out_of_bounds": _UNREADABLE,
    "goal_not_enrolled": HTTPStatus.FORBIDDEN,
}

SENTENCES: Final[dict[str, Any]] = {
    "attesting_refused": _("This cannot be done in this way. Reload the page and try again."),
    "attesting_learner_unknown": _(
        "Nobody who follows this course has exactly this username or e-mail address. Check it."
    ),
    "attesting_oneself": _(
        "Nobody attests, reviews or decides on their own skills. Ask a colleague of the team."
    ),
    "competency_not_of_course": _(
        "This course does not work on this skill. Choose one of the course, or link it in Studio."
    ),
    "attesting_level_unknown": _("Choose one of these levels: %(known)s."),
    "attesting_note_too_long": _("This text holds at most %(limit)s characters. Shorten it."),
    "attesting_reason_missing": _("Say why: the learner will read it."),
    "attesting_address_unsafe": _(
        "A link begins with https:// and holds at most %(limit)s characters. Correct it."
    ),
    "attesting_already": _(
        "You attest this skill of this learner already. Withdraw the first attestation to change "
        "it; somebody else of the team may add theirs."
    ),
    "attestation_unknown": _("There is no such attestation here any more. Reload the page."),
    "override_unknown": _("This decision has ended already. Reload the page."),
    "override_status_unknown": _("Choose whether the skill is demonstrated or not yet."),
    "override_expiry_past": _("Choose a date between tomorrow and ten years from now, or none."),
    "prior_unknown": _("There is no such request here. See the list."),
    "prior_taken": _(
        "This request is not yours to decide: take it first, or ask whoever has it to give it back."
    ),
    "prior_moved": _("Somebody was faster: this request has moved on. Reload the page."),
    "prior_proof_missing": _("Add a file or a link that shows what you can do."),
    "prior_nothing_chosen": _("Choose at least one skill, and at most %(limit)s."),
    "prior_too_many": _(
        "%(limit)s of your requests wait for an answer already. Wait for one, or withdraw one."
    ),
    "proof_kind_refused": _(
        "This kind of file is not taken, or its content is not what its name says. Send one of "
        "these: %(known)s."
    ),
    "proof_too_large": _("A file holds at most %(limit)s MB. Make it smaller, or give a link."),
    "proof_empty": _("This file is empty. Choose another."),
    "proof_gone": _("This file was deleted, as files are some time after the decision."),
    "peers_work_unknown": _("There is no such work here for you. See the list."),
    "peers_off": _(
        "This course has not opened reviews by peers. Ask its team for a review instead."
    ),
    "peers_settled": _("This work waits for no answer any more. Reload the page."),
    "peers_answered": _("You have answered for this work. Thank you; see the list for another."),
    "peers_waits": _(
        "Your work on this skill waits for answers already. Wait for them, or take it back first."
    ),
    "peers_asked_too_much": _(
        "You may show %(limit)s pieces of work at a time or in a week. Wait for the answers first."
    ),
    "peers_answered_too_much": _(
        "You have answered %(limit)s times within a day. Thank you; come back tomorrow."
    ),
    "peers_nothing_seen": _("Tick at least one thing that you saw in the work, or answer not yet."),
    "peers_policy_out_of_bounds": _(
        "Choose %(fewest)s to %(most)s peers, and a weight from %(lightest)s to %(heaviest)s."
    ),
    "goal_not_enrolled": _("You do not follow this course. Enrol first, or choose another."),
}


def sentence(refusal: DomainError) -> str:
    """Return a refusal in words that say what to do."""
    told = SENTENCES.get(refusal.code) or COMMON.get(refusal.code, COMMON["refused"])
    return sentence_of(told, refusal.facts)


def status_of(refusal: DomainError) -> int:
    """Return the HTTP status of a refusal."""
    known = STATUSES.get(refusal.code) or COMMON_STATUSES.get(refusal.code)
    return int(known or HTTPStatus.BAD_REQUEST)
