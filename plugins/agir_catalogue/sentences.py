"""What does a refusal of the catalogue become: which status, which sentence?

Read by pages and REST views alike; what the shared rooms refuse, they say themselves. A sentence
says what to do.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final

from django.utils.encoding import force_str
from django.utils.translation import gettext_lazy as _

from agir_kernel.errors import DomainError
from agir_platform import refusals
from agir_platform.rest import sentence_of

_WRONG: Final = HTTPStatus.UNPROCESSABLE_ENTITY

STATUSES: Final[dict[str, int]] = {
    "theme_unknown": _WRONG,
    "scheme_unknown": HTTPStatus.NOT_FOUND,
    "theme_weight_out_of_bounds": _WRONG,
    "too_many_themes": _WRONG,
    "themes_moved": HTTPStatus.CONFLICT,
    "themes_nothing_to_undo": HTTPStatus.CONFLICT,
    "call_unknown": HTTPStatus.NOT_FOUND,
    "call_reason_missing": _WRONG,
    "call_there_already": HTTPStatus.CONFLICT,
    "call_not_open": HTTPStatus.CONFLICT,
    "peer_unknown": HTTPStatus.NOT_FOUND,
    "peer_known": HTTPStatus.CONFLICT,
    "peer_address_unfit": _WRONG,
    "peer_keys_moved": HTTPStatus.CONFLICT,
    "peer_state_refused": HTTPStatus.CONFLICT,
    "peer_not_read": HTTPStatus.CONFLICT,
    "peer_course_unknown": HTTPStatus.NOT_FOUND,
    "dispute_unfit": _WRONG,
    "disputes_too_many": HTTPStatus.TOO_MANY_REQUESTS,
    "dispute_unknown": HTTPStatus.CONFLICT,
    "merge_unknown": HTTPStatus.CONFLICT,
    "institution_unknown": HTTPStatus.NOT_FOUND,
    "institution_known": HTTPStatus.CONFLICT,
    "institution_unfit": _WRONG,
    "institution_not_yours": HTTPStatus.FORBIDDEN,
    "institution_member_unknown": _WRONG,
    "institution_last_steward": HTTPStatus.CONFLICT,
    "institution_invitation_unknown": HTTPStatus.NOT_FOUND,
    "institution_invitations_too_many": HTTPStatus.CONFLICT,
    "coproduction_role_unknown": _WRONG,
    "coproduction_line_twice": _WRONG,
    "coproduction_too_many": _WRONG,
    "coproduction_share_unfit": _WRONG,
    "coproduction_shares_exceeded": _WRONG,
    "coproduction_moved": HTTPStatus.CONFLICT,
    "coproduction_nothing_to_undo": HTTPStatus.CONFLICT,
    "coproduction_terms_moved": HTTPStatus.CONFLICT,
    "proposal_unknown": HTTPStatus.NOT_FOUND,
    "proposal_moved": HTTPStatus.CONFLICT,
    "proposal_unfit": _WRONG,
    "task_unknown": HTTPStatus.NOT_FOUND,
    "suggestion_unknown": HTTPStatus.CONFLICT,
    "suggestions_too_many": HTTPStatus.TOO_MANY_REQUESTS,
    "badges_silent": HTTPStatus.SERVICE_UNAVAILABLE,
    "badge_issuer_untrusted": _WRONG,
    "recognition_unknown": HTTPStatus.NOT_FOUND,
    "recognition_not_valid": _WRONG,
    "recognition_of_another": _WRONG,
    "recognition_holder_unproven": _WRONG,
    "recognition_address_unconfirmed": _WRONG,
    "recognition_nothing_known": _WRONG,
    "recognition_not_recognised": _WRONG,
    "recognition_already": HTTPStatus.CONFLICT,
    "recognition_key_unknown": _WRONG,
    "recognition_weight_unfit": _WRONG,
    "too_many_verifications": HTTPStatus.TOO_MANY_REQUESTS,
    "upload_too_large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
}

SENTENCES: Final[dict[str, Any]] = {
    "theme_unknown": _("No scheme here has this theme. Choose one from the list."),
    "scheme_unknown": _("There is no such scheme of themes here. Choose one of those shown."),
    "theme_weight_out_of_bounds": _(
        "A weight is a whole number from 1 to 100; 0 takes the theme off. Correct it."
    ),
    "too_many_themes": _(
        "A course has at most %(most)s themes in one scheme: more would say nothing. Keep those "
        "that matter most."
    ),
    "themes_moved": _(
        "Somebody changed the themes of this course since you opened this page. Read them again, "
        "then make your change."
    ),
    "themes_nothing_to_undo": _("Nothing was said of this course’s themes yet."),
    "call_unknown": _("There is no such call. Look for it in the list of calls."),
    "call_reason_missing": _("Say why, in %(most)s characters at most: everybody reads it."),
    "call_not_open": _("This call is not open any more. Look at what became of it."),
    "call_there_already": _("This was done already. Reload the page to see where it stands."),
    "peer_unknown": _("This site reads no such operator. Look for it in the list."),
    "peer_known": _("%(name)s is read here already."),
    "peer_address_unfit": _(
        "This is no address of another site. Give one that begins with https://."
    ),
    "peer_keys_moved": _(
        "The keys of %(host)s are not those that you were shown. Look again, and ask its team if "
        "you are in doubt."
    ),
    "peer_state_refused": _("This operator was removed. Add it again to read it again."),
    "peer_not_read": _("This operator is not read now. Resume it first."),
    "peer_course_unknown": _("No other operator lists this course any more."),
    "dispute_unfit": _("Say what is not so, in at most %(limit)s characters."),
    "disputes_too_many": _(
        "You wait for %(limit)s answers already. Write again once they are there."
    ),
    "dispute_unknown": _("This was answered already. Reload the page to read the answer."),
    "merge_unknown": _("This was settled already. Reload the page to see where it stands."),
    "institution_unknown": _("There is no such institution here. Look for it in the list."),
    "institution_known": _(
        "An institution of this name or with this number is here already. Look for it in the list."
    ),
    "institution_unfit": _(
        "An institution has a name, an address that begins with https://, a SIRET of 14 digits and "
        "a ROR identifier such as 02feahw73; all but the name may be left out. Correct what was "
        "typed: numbers are checked by their last digits."
    ),
    "institution_not_yours": _(
        "Only members of this institution may do this, some of it its stewards alone. Ask one of "
        "them."
    ),
    "institution_member_unknown": _(
        "Nobody here has exactly this username or e-mail address, or they are no member any more. "
        "Reload the page, or ask the person for it."
    ),
    "institution_last_steward": _(
        "An institution that has members needs a steward. Make somebody else a steward first."
    ),
    "institution_invitation_unknown": _(
        "This link was used, taken back or has ended. Ask the institution for another one."
    ),
    "institution_invitations_too_many": _("%(most)s links wait to be used. Take one back first."),
    "coproduction_role_unknown": _("There is no such role. Choose one from the list."),
    "coproduction_line_twice": _(
        "An institution has each role once. Take one of the two lines away."
    ),
    "coproduction_too_many": _("A course names at most %(most)s roles. Keep the main ones."),
    "coproduction_share_unfit": _(
        "A share is a percentage such as 33.5 or a fraction such as 1/3, above 0 and at most the "
        "whole. Leave it empty where nobody agreed on one."
    ),
    "coproduction_shares_exceeded": _(
        "The shares sum to %(percent)s%%, which is more than the whole. Lower one of them."
    ),
    "coproduction_moved": _(
        "Somebody changed who makes this course since you opened this page. Read it again, then "
        "make your change."
    ),
    "coproduction_nothing_to_undo": _("Nothing was said of who makes this course yet."),
    "coproduction_terms_moved": _(
        "What is written of your institution in this course changed since you opened this page. "
        "Read it again, then answer."
    ),
    "proposal_unknown": _("There is no such proposal. Look for it on the page of the call."),
    "proposal_moved": _(
        "This cannot be done with the proposal as it stands. Reload the page to see where it is."
    ),
    "proposal_unfit": _(
        "A proposal has a title, a text of at most 4000 characters, at most 30 skills and 5 themes "
        "of the lists, and ends after it begins. Correct what was typed."
    ),
    "task_unknown": _("There is no such task. Reload the page."),
    "suggestion_unknown": _("This theme was answered already. Reload the page."),
    "suggestions_too_many": _(
        "You wait for %(most)s answers already. Propose another theme once they are there."
    ),
    "badges_silent": _("Badges cannot be read on this site. Ask those who run it."),
    "badge_issuer_untrusted": _(
        "This badge was not issued by an operator whose badges count here. The list of other "
        "operators tells which do; a badge of this site counts already."
    ),
    "recognition_unknown": _("You have brought no such badge. Reload the page."),
    "recognition_of_another": _(
        "This badge was given to another e-mail address. Sign in with the account that has this "
        "address, or ask its operator to issue it to yours."
    ),
    "recognition_holder_unproven": _(
        "This badge names its holder by a wallet, or not at all, and this site can only compare "
        "e-mail addresses. Download it again from its operator with your e-mail address."
    ),
    "recognition_address_unconfirmed": _(
        "Confirm the e-mail address of your account first, by the message that this site sent to "
        "it. Then bring the badge again."
    ),
    "recognition_nothing_known": _(
        "This badge speaks of no skill that is known here, so that there is nothing it could count "
        "for. Keep it: it may count once the skill is known."
    ),
    "recognition_not_recognised": _(
        "This site gives badges of %(operator)s no weight. Ask those who run it."
    ),
    "recognition_already": _("“%(badge)s” counts already. It never counts twice."),
    "recognition_key_unknown": _(
        "This badge was sealed with a key that its operator never told this site. Ask its operator "
        "to issue it again."
    ),
    "recognition_weight_unfit": _(
        "A weight is a number from 0 to 10 with at most two decimals, such as 0.5. Correct it."
    ),
}

READINGS: Final[dict[str, Any]] = {
    "unforeseen": _("It could not be read. The log of this site says why."),
    "address_refused": _("Its address is not one of the public Internet."),
    "address_unreachable": _("It did not answer in time, or the connection was cut."),
    "answer_too_large": _("It answered with more than this site reads."),
    "answer_unexpected": _("It did not hand over its feed."),
    "feed_malformed": _("What it answered is no feed."),
    "feed_too_long": _("Its feed is longer than this site reads."),
    "feed_astray": _("Its feed leads elsewhere, or in a ring."),
    "feed_replayed": _("It showed an answer that is older than the last one."),
    "signature_missing": _("Its answer was not signed."),
    "signature_malformed": _("Its signature could not be read."),
    "signature_key_unknown": _("Its answer was signed with a key that nobody here trusts."),
    "signature_expired": _("Its signature is too old, or its clock is wrong."),
    "signature_wrong": _("Its answer is not what was signed: somebody may have changed it."),
    "record_malformed": _("It is not written as the format says."),
    "record_incomplete": _("It has no title, no address or no name of its own."),
    "record_too_large": _("It is larger than this site reads."),
    "record_not_course": _("It is no course: a film, a picture, a text."),
    "record_repeated": _("The feed names it twice; the first one counts."),
    "language_unfit": _("A language is not written as BCP 47 says: it is left out."),
    "free_unproven": _("It is said to be free, but no offer of it costs nothing."),
    "instant_unfit": _("A date has no time zone, or is none: it is left out."),
    "address_unfit": _("An address is none of the web: it is left out."),
    "price_unfit": _("A price or its currency cannot be read: it is left out."),
}
"""What became of a reading of another operator, or of one of its records."""


def status(refusal: DomainError) -> int:
    """Return the status that a refusal becomes."""
    found = STATUSES.get(refusal.code) or refusals.STATUSES.get(refusal.code)
    return found or HTTPStatus.BAD_REQUEST


def sentence(refusal: DomainError) -> str:
    """Return what a refusal says, in the language of the reader."""
    general = refusals.SENTENCES
    told = SENTENCES.get(refusal.code) or general.get(refusal.code, general["refused"])
    return sentence_of(told, refusal.facts)


def reading(code: str) -> str:
    """Return why a peer was not read, or a record of it is not shown, by the code alone."""
    return force_str(READINGS.get(code, READINGS["unforeseen"]))
