"""How is a badge, and what verification found of it, said to a person?

Every refusal says what was found and what to do; each code has its sentence here alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop, pgettext

_BROKEN: Final = (
    gettext_noop("This is not a badge that we can read."),
    gettext_noop(
        "Give the whole file of an Open Badges 3.0 badge: JSON, token, or image in SVG or PNG. "
        "A photo or a screenshot of a badge holds no signature."
    ),
)
_CHANGED: Final = (
    gettext_noop("This badge was changed after it was signed."),
    gettext_noop(
        "Do not rely on it. Ask the person who showed it to you for their original file or link."
    ),
)
_NO_SIGNATURE: Final = (
    gettext_noop("This badge bears no signature that we can check."),
    gettext_noop(
        "Nothing proves who made it. Ask for the signed file, or ask its issuer to confirm it."
    ),
)
_STRANGER: Final = (
    gettext_noop("The signature does not belong to the issuer that this badge names."),
    gettext_noop("Do not rely on it. Ask the issuer directly whether they gave this badge."),
)
_MUTE: Final = (
    gettext_noop("We could not check this badge just now."),
    gettext_noop(
        "Its issuer’s site did not answer as it should. That says nothing against the badge: "
        "try again later, or ask the issuer."
    ),
)
_HEAVY: Final = (
    gettext_noop("This is larger or more intricate than any badge needs to be."),
    gettext_noop("We did not read it. Ask for the original file: a badge is at most 2 MB."),
)
_MISSHAPEN: Final = (
    gettext_noop("This is not a badge as the Open Badges 3.0 standard writes them."),
    gettext_noop(
        "It lacks something that a badge must say, or says it wrongly. Tell its issuer, who can "
        "issue it again."
    ),
)
_FOREIGN: Final = (
    gettext_noop("This badge uses words that we do not know, so we cannot tell what it says."),
    gettext_noop("Ask its issuer for a badge in plain Open Badges 3.0, or check it with them."),
)
_UNKNOWN_WAY: Final = (
    gettext_noop("This badge is signed in a way that we cannot check."),
    gettext_noop(
        "That says nothing against it. Check it on its issuer’s own site, or ask for a badge "
        "signed with Ed25519."
    ),
)
_UNSAFE: Final = (
    gettext_noop("The signature of this badge is not one to rely on."),
    gettext_noop("Do not rely on it. Ask the issuer directly whether they gave this badge."),
)
_UNKNOWN_STANDING: Final = (
    gettext_noop("We could not learn whether this badge was taken back."),
    gettext_noop(
        "It is signed, but its issuer does not say in a way that we can read whether it still "
        "stands. Ask the issuer."
    ),
)
VERDICTS: Final[Mapping[str, tuple[str, str]]] = {
    "valid": (
        gettext_noop("This badge is valid."),
        gettext_noop(
            "Its issuer signed it, nobody has changed it since, and it is in force today."
        ),
    ),
    "malformed": _BROKEN,
    "image_unreadable": _BROKEN,
    "credential_too_complex": _HEAVY,
    "too_large": _HEAVY,
    "too_deep": _HEAVY,
    "image_too_large": _HEAVY,
    "not_baked": (
        gettext_noop("This image holds no badge."),
        gettext_noop(
            "It is a picture alone. Ask for the file that was downloaded from the issuer’s site: "
            "copies made by messaging apps and screenshots lose what is inside."
        ),
    ),
    "baked_twice": (
        gettext_noop("This image holds several badges."),
        gettext_noop("We cannot tell which one you mean. Ask for the original file."),
    ),
    "not_one_credential": (
        gettext_noop("This holds several badges, or something else than a badge."),
        gettext_noop("Give one badge at a time: its own file, or its own text."),
    ),
    "badge_too_old": (
        gettext_noop("This badge was made under an older standard."),
        gettext_noop(
            "We verify Open Badges 3.0. That says nothing against it: check it on its issuer’s "
            "own site."
        ),
    ),
    "term_unknown": _FOREIGN,
    "context_unknown": _FOREIGN,
    "context_missing": _MISSHAPEN,
    "type_wrong": (
        gettext_noop("This is signed data, and not a badge."),
        gettext_noop("Give an Open Badges 3.0 badge. Another kind of document is not read here."),
    ),
    "shape_wrong": _MISSHAPEN,
    "credential_malformed": _MISSHAPEN,
    "proof_missing": _NO_SIGNATURE,
    "proof_unsupported": _UNKNOWN_WAY,
    "key_unsupported": _UNKNOWN_WAY,
    "key_unreadable": _UNKNOWN_WAY,
    "proof_malformed": _UNSAFE,
    "token_malformed": _UNSAFE,
    "token_algorithm_refused": _UNSAFE,
    "token_claims_disagree": _CHANGED,
    "proof_expired": (
        gettext_noop("The signature of this badge has ended."),
        gettext_noop("Ask the person or the issuer for a copy that was signed again."),
    ),
    "proof_not_of_issuer": _STRANGER,
    "proof_purpose_wrong": (
        gettext_noop("The signature of this badge was made for another purpose."),
        gettext_noop("Do not rely on it. Ask the issuer directly whether they gave this badge."),
    ),
    "signature_invalid": _CHANGED,
    "reads_two_ways": (
        gettext_noop("This badge was rewritten so that it hides something from its readers."),
        gettext_noop("Do not rely on it. Ask the issuer directly whether they gave this badge."),
    ),
    "issuer_unreachable": _MUTE,
    "too_many_questions": _MUTE,
    "status_unknown": (
        _UNKNOWN_STANDING[0],
        gettext_noop(
            "Its issuer’s site was not asked, or did not answer. That says nothing against the "
            "badge: try again later, or ask the issuer."
        ),
    ),
    "status_unsupported": _UNKNOWN_STANDING,
    "status_list_invalid": _UNKNOWN_STANDING,
    "status_index_out_of_range": _UNKNOWN_STANDING,
    "issuer_unknown": (
        gettext_noop("We do not find the issuer that this badge names."),
        gettext_noop(
            "Nothing proves who made it. Ask the person where they got it, then ask that "
            "organisation."
        ),
    ),
    "expired": (
        gettext_noop("This badge has expired."),
        gettext_noop("It was good until its end date. Ask whether it was renewed."),
    ),
    "not_yet_valid": (
        gettext_noop("This badge is not valid yet."),
        gettext_noop("It begins later: see its dates below, and come back then."),
    ),
    "revoked": (
        gettext_noop("This badge was revoked."),
        gettext_noop(
            "Its issuer or its owner took it back for good. Do not rely on it; ask the person "
            "for a badge in force."
        ),
    ),
    "suspended": (
        gettext_noop("This badge is suspended."),
        gettext_noop(
            "It is not in force for now, and may be again soon. Come back in some days, or ask "
            "the person."
        ),
    ),
}
CANNOT_TELL: Final = frozenset(
    {
        "badge_too_old",
        "issuer_unreachable",
        "key_unreadable",
        "key_unsupported",
        "proof_unsupported",
        "status_index_out_of_range",
        "status_list_invalid",
        "status_unknown",
        "status_unsupported",
        "too_many_questions",
    }
)
_CHECKS: Final[Mapping[str, str]] = {
    "readable": gettext_noop("It can be read"),
    "contexts": gettext_noop("Its words are those of the standard"),
    "shape": gettext_noop("It says all that a badge must say"),
    "proof": gettext_noop("It is as it was signed"),
    "issuer": gettext_noop("Its issuer signed it"),
    "dates": gettext_noop("Its dates hold today"),
    "status": gettext_noop("It was not taken back"),
}
_OUTCOMES: Final[Mapping[str, str]] = {
    "yes": gettext_noop("Yes"),
    "no": gettext_noop("No"),
    "unsure": gettext_noop("Could not be told"),
    "skipped": gettext_noop("Not checked"),
}
_RECIPIENTS: Final[Mapping[str, str]] = {
    "did": gettext_noop("Whoever holds the key of a personal identifier (DID)"),
    "email_hash": gettext_noop("A person, by their e-mail address (kept secret)"),
    "identifier": gettext_noop("A person, by an identifier that their organisation knows"),
    "none": gettext_noop("Nobody: the badge does not say whom it was given to"),
}
_STATUSES: Final[Mapping[str, str]] = {
    "valid": gettext_noop("Valid"),
    "suspended": gettext_noop("Suspended"),
    "revoked": gettext_noop("Revoked"),
    "unsigned": gettext_noop("Not signed yet"),
}
_LEVELS: Final = (
    gettext_noop("Not measured yet"),
    gettext_noop("Started"),
    gettext_noop("Demonstrated"),
    gettext_noop("Confirmed"),
)

# What an act of the owner did, by the word of the act.
_DONE: Final[Mapping[str, str]] = {
    "shown": gettext_noop("The badge shows what you chose, and was signed again."),
    "named": gettext_noop("Your name now stands on the page of this badge."),
    "unnamed": gettext_noop("Your name does not stand on the page of this badge."),
    "bound": gettext_noop("The badge was signed again, and names whom you chose."),
    "hidden": gettext_noop("The badge is hidden: its link is closed. It stays yours, and valid."),
    "seen": gettext_noop("The badge is shown again, under the same link."),
    "claimed": gettext_noop("This skill is now a badge of yours."),
}

# What a refusal says, by its code; a sentence may name the refusal's facts.
REFUSALS: Final[Mapping[str, Any]] = {
    "upload_too_large": gettext_lazy("This is too large: a badge is one file of at most 2 MB."),
    "nothing_to_verify": gettext_lazy("Give a badge first: its link, its file, or its text."),
    "several_to_verify": gettext_lazy(
        "Give one badge at a time: a link, a file, or a text. Empty the others."
    ),
    "too_many_verifications": gettext_lazy(
        "You have checked many badges in a short time. Wait a minute, then try again."
    ),
    "link_unreadable": gettext_lazy(
        "Nothing could be read at this link. Check that it begins with https:// and opens the "
        "badge itself, or download the badge and give its file."
    ),
    "credential_unknown": gettext_lazy(
        "There is no such badge here. Its owner may have hidden or deleted it."
    ),
    "credential_revoked": gettext_lazy("This badge was revoked: it can no longer be used."),
    "credential_deleted": gettext_lazy("This badge was deleted, which is final."),
    "credential_unsigned": gettext_lazy(
        "This badge is not signed yet. Come back in some hours: that needs nothing from you."
    ),
    "credential_suspended": gettext_lazy(
        "This badge is suspended. Show the skill again first: it then comes back by itself."
    ),
    "skill_not_demonstrated": gettext_lazy(
        "This skill is not demonstrated yet: it becomes a badge once it is."
    ),
    "evidence_unknown": gettext_lazy(
        "One of these results is not among yours any more. Reload the page, then choose again."
    ),
    "did_malformed": gettext_lazy(
        "This is no identifier of a wallet. Copy it whole: it begins with “did:”, most often "
        "did:key:z6Mk. Leave the field empty to use your e-mail address."
    ),
    "format_unknown": gettext_lazy("Badges do not come in this format."),
    "signing_key_unset": gettext_lazy(
        "This site does not sign badges yet. Ask its operator to make a key."
    ),
    "status_list_unknown": gettext_lazy("This site has no such status list."),
    "achievement_unknown": gettext_lazy("This site never gave this badge in this version."),
}


def verdict(code: str) -> tuple[str, str]:
    """Return what was found and what to do."""
    sentence, advice = VERDICTS.get(code, _BROKEN)
    return _(sentence), _(advice)


def check(name: str) -> str:
    """Return what a check asks."""
    return _(_CHECKS[name]) if name in _CHECKS else name


def outcome(shape: str) -> str:
    """Return the answer of a check in words: ``yes``, ``no``, ``unsure``, ``skipped``."""
    return _(_OUTCOMES[shape])


def recipient(kind: str) -> str:
    """Return whom a badge was given to, by the kind of its recipient."""
    return _(_RECIPIENTS.get(kind, _RECIPIENTS["none"]))


def status(word: str) -> str:
    """Return the word of a ``Status``."""
    return _(_STATUSES[word])


def level(number: int) -> str:
    """Return the word of a level, 0 to 3."""
    return _(_LEVELS[number])


def done(word: str) -> str:
    """Return what an act did, '' for a word that is none."""
    return _(_DONE[word]) if word in _DONE else ""


def share(part: Decimal) -> str:
    """Return a share, 0 to 1, in whole percents as they are written."""
    whole = int((part * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    return pgettext("percentage", "{percent}%").format(percent=whole)


def activity(title: str) -> str:
    """Return the name of an activity, or what stands for one that its course no longer has."""
    return title or _("An activity that was removed")


def day(when: datetime | None) -> str:
    """Return a date, '' for none."""
    return formats.date_format(timezone.localtime(when), "DATE_FORMAT") if when else ""


def refusal(code: str, facts: Mapping[str, object]) -> str:
    """Return the sentence of a refusal."""
    text = str(REFUSALS.get(code) or _("This cannot be done. Check what you sent, then try again."))
    try:
        return text % facts if "%(" in text else text
    except (KeyError, TypeError, ValueError):
        return text
