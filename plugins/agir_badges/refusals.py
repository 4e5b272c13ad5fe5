"""What does a refusal of a badge mean for the person who verifies it, or who makes one?

One sentence for each code of the ``openbadges`` room: what was found, and what to do.
"""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

_UNREAD: Final = _("This is no Open Badge that can be read. Ask for the file itself, unchanged.")
_HEAVY: Final = _("This is larger or more intricate than a badge is. It was not read.")
_IMAGE: Final = _("This image cannot be read. Ask for the original file, in PNG or SVG.")
_WORDS: Final = _(
    "This badge uses words whose meaning is not known here. Ask its issuer for a plain Open Badge."
)
_CHANGED: Final = _(
    "The signature does not match: this badge was changed, or the issuer never signed it. "
    "Do not rely on it."
)
_TOKEN: Final = _("The signature of this badge is badly written. Ask its issuer for a new one.")
_LIST: Final = _(
    "The list that should tell whether this badge still stands cannot be trusted. Ask its issuer."
)

SENTENCES: Final[dict[str, Any]] = {
    # Readable
    "malformed": _UNREAD,
    "token_malformed": _TOKEN,
    "too_large": _HEAVY,
    "too_deep": _HEAVY,
    "credential_too_complex": _HEAVY,
    "credential_malformed": _UNREAD,
    "not_one_credential": _("One badge is expected here, and only one. Send them one at a time."),
    "not_baked": _("This image holds no badge. Ask for the file that the issuer gave."),
    "baked_twice": _("This image holds two badges: nobody can tell which is meant. Refuse it."),
    "badge_too_old": _(
        "This is a badge of Open Badges 1 or 2, which is not signed in itself. Ask its issuer "
        "whether it stands."
    ),
    "image_unreadable": _IMAGE,
    "image_too_large": _("This image is larger than 2 MB. Ask for the file that the issuer gave."),
    # Contexts and shape
    "context_unknown": _WORDS,
    "context_missing": _("This document does not say that it is an Open Badge 3.0."),
    "term_unknown": _WORDS,
    "type_wrong": _(
        "This, or a part of it, says that it is something else than a badge: see %(where)s."
    ),
    "shape_wrong": _(
        "This badge lacks what the standard asks, or says it wrongly: see %(where)s. "
        "Tell its issuer."
    ),
    # Proof
    "proof_missing": _("This badge is not signed: anybody could have written it."),
    "proof_unsupported": _(
        "This badge is signed in a way that is not read here. Verify it at its issuer’s."
    ),
    "proof_purpose_wrong": _("What was signed here was not signed as a badge. Do not rely on it."),
    "proof_malformed": _TOKEN,
    "proof_expired": _("The signature of this badge has run out. Ask its issuer for a new one."),
    "signature_invalid": _CHANGED,
    "reads_two_ways": _(
        "This badge was rewritten so that it hides something from its readers. Do not rely on it."
    ),
    "token_algorithm_refused": _(
        "This badge is not signed, or in a way that proves nothing. Do not rely on it."
    ),
    "token_claims_disagree": _(
        "This badge contradicts itself: its wrapping and its text differ. Do not rely on it."
    ),
    # Issuer
    "proof_not_of_issuer": _(
        "Somebody else than the issuer it names signed this badge. Do not rely on it."
    ),
    "issuer_unknown": _("The issuer it names has no such key: nobody vouches for this badge."),
    "issuer_unreachable": _(
        "The issuer could not be asked for its key. Nothing is proved yet: try again later."
    ),
    "key_unsupported": _("The issuer’s key is of a kind that is not read here."),
    "key_unreadable": _("The issuer’s key is badly written. Tell the issuer."),
    # Dates
    "not_yet_valid": _("This badge does not count yet: it begins later."),
    "expired": _("This badge has expired: it counted until its end date."),
    # Status
    "revoked": _("The issuer took this badge back for good. Do not rely on it."),
    "suspended": _("The issuer does not stand by this badge for now. Ask again later."),
    "status_unknown": _(
        "Nobody could be asked whether this badge still stands. Nothing is proved: try again later."
    ),
    "status_unsupported": _(
        "Whether this badge still stands is told in a way that is not read here. Ask its issuer."
    ),
    "status_list_invalid": _LIST,
    "status_index_out_of_range": _LIST,
    "too_many_questions": _("This badge asks for more documents than a badge needs."),
    # Making badges
    "credential_unbakeable": _("Only a badge can be put into an image: JSON, or a token."),
    "drawing_unknown": _("This drawing cannot be made into a PNG. Use its SVG."),
    "template_broken": _("This badge could not be signed. Tell the operator of this site."),
}

_FAULTS: Final = ("credential_unbakeable", "drawing_unknown", "template_broken")

STATUSES: Final[dict[str, int]] = {
    code: HTTPStatus.INTERNAL_SERVER_ERROR if code in _FAULTS else HTTPStatus.UNPROCESSABLE_ENTITY
    for code in SENTENCES
}


def sentence_of(code: str, facts: Mapping[str, object]) -> str:
    """Return what ``code`` means, in the language of the process; ``valid`` has its own."""
    if code == "valid":
        return str(
            gettext("This badge is valid: its issuer signed it, unchanged, and stands by it.")
        )
    text = str(SENTENCES.get(code, _UNREAD))
    try:
        return text % facts if "%(" in text else text
    except KeyError:
        return text
