"""How is a criterion, and what was found of it, said to a person?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agir_catalogue.domain.covenant import GUARDS

TITLES: Final[dict[str, Any]] = {
    "O1": gettext_lazy("The free track is open"),
    "O2": gettext_lazy("The same content for everybody"),
    "O3": gettext_lazy("Access lasts as long for everybody"),
    "O4": gettext_lazy("What is learnt is recognised for free"),
    "O5": gettext_lazy("Readable without an account"),
    "O6": gettext_lazy("The licence is stated"),
    "O7": gettext_lazy("Its parts may be reused"),
    "O8": gettext_lazy("Videos have transcripts"),
    "O9": gettext_lazy("Accessible"),
    "O10": gettext_lazy("Works on a slow connection"),
    "O11": gettext_lazy("In the languages that it announces"),
    "O12": gettext_lazy("Nothing keeps people out"),
}

EVIDENCE: Final[dict[str, Any]] = {
    "never_checked": gettext_lazy("Nobody has looked yet."),
    "checked_long_ago": gettext_lazy("The last look is too old to rely on."),
    "tracks_unknown": gettext_lazy("The platform does not say who may enrol, at which price."),
    "no_free_track": gettext_lazy("There is no track at price zero."),
    "closed_to_everybody": gettext_lazy(
        "Enrolment is closed to everybody alike; nothing paid is open either."
    ),
    "free_track_open": gettext_lazy("The track “%(track)s” is open at price zero."),
    "only_paid_open": gettext_lazy(
        "Only the paid track “%(track)s” is still open; the free one has ended."
    ),
    "no_paid_track": gettext_lazy("Nobody can pay for this course: everybody sees the same."),
    "content_withheld": gettext_lazy(
        "A free learner is not shown %(count)s of the %(of)s parts that a paying one is shown."
    ),
    "only_exams_withheld": gettext_lazy(
        "A free learner is shown all but %(count)s parts of declared exams."
    ),
    "same_content": gettext_lazy("A free and a paying learner are shown the same %(count)s parts."),
    "gating_on": gettext_lazy("The platform is set to keep graded work from free learners."),
    "content_not_compared": gettext_lazy(
        "The platform does not say what a free and a paying learner are shown."
    ),
    "duration_unknown": gettext_lazy("The platform does not say whether free access ends early."),
    "duration_limited": gettext_lazy("The platform is set to end the access of free learners."),
    "duration_unlimited": gettext_lazy("The platform is not set to end anybody’s access early."),
    "recognition_unknown": gettext_lazy("It could not be seen which work proves a skill."),
    "recognition_off": gettext_lazy("This site gives no badges for skills now."),
    "nothing_assessed": gettext_lazy(
        "No exercise of this course proves a skill, so nobody can earn a badge with it."
    ),
    "proofs_not_compared": gettext_lazy(
        "The platform does not say whether free learners reach what proves a skill."
    ),
    "proof_withheld": gettext_lazy(
        "Free learners cannot reach what proves %(count)s of %(of)s skills."
    ),
    "recognised": gettext_lazy(
        "Skills that free learners can prove, and earn a badge for: %(count)s."
    ),
    "visibility_unknown": gettext_lazy("The platform does not say who may read this course."),
    "needs_account": gettext_lazy("Reading the content takes an account."),
    "public_share_unknown": gettext_lazy(
        "It is public, but how many of its units a visitor can read is not known."
    ),
    "public_share": gettext_lazy("A visitor can read %(count)s of %(of)s units."),
    "licence_unknown": gettext_lazy("The platform does not say under which licence it is."),
    "licence_missing": gettext_lazy("No licence is stated."),
    "licence_stated": gettext_lazy("Stated licence: %(licence)s."),
    "reuse_reserved": gettext_lazy("All rights are reserved."),
    "downloads_not_tried": gettext_lazy(
        "The licence allows it; whether the files can be downloaded is not checked yet."
    ),
    "downloads_none": gettext_lazy(
        "The licence allows it; no file to download was found on the units that were tried."
    ),
    "downloads": gettext_lazy("%(count)s of %(of)s files that were tried can be downloaded."),
    "no_video": gettext_lazy("There is no video in this course."),
    "transcripts_unknown": gettext_lazy("Transcripts could not be counted."),
    "transcripts": gettext_lazy("%(count)s of %(of)s videos have a transcript."),
    "accessibility_not_tried": gettext_lazy("Accessibility is not checked by this site yet."),
    "accessibility_faults": gettext_lazy(
        "Faults that the checker found: %(count)s, on %(units)s of the %(of)s units tried."
    ),
    "statement_missing": gettext_lazy(
        "The checker found no fault (units tried: %(of)s), but the site has no statement of "
        "accessibility."
    ),
    "statement_old": gettext_lazy(
        "The site’s statement of accessibility is of %(day)s: more than a year old."
    ),
    "statement_undated": gettext_lazy(
        "The checker found no fault (units tried: %(of)s); the day of the site’s statement of "
        "accessibility is not known."
    ),
    "accessible": gettext_lazy(
        "The checker found no fault (units tried: %(of)s), and the site’s statement is of "
        "%(day)s. A checker sees a part of what people meet."
    ),
    "heavy": gettext_lazy(
        "The middle unit of %(of)s weighs %(kilobytes)s kB: more than 1,000 kB, which a slow line "
        "brings in 20 seconds."
    ),
    "only_video": gettext_lazy("%(count)s of %(of)s videos have no text to read in their place."),
    "alternatives_unknown": gettext_lazy(
        "The middle unit of %(of)s weighs %(kilobytes)s kB; whether each video has a text to read "
        "in its place is not known."
    ),
    "light": gettext_lazy(
        "The middle unit of %(of)s weighs %(kilobytes)s kB, and no video is the only way."
    ),
    "languages_missing": gettext_lazy(
        "Announced: %(languages)s. Nothing was found in: %(missing)s."
    ),
    "languages_unannounced": gettext_lazy(
        "Announced: %(languages)s. Units were found in: %(more)s."
    ),
    "languages_there": gettext_lazy("Announced and found: %(languages)s."),
    "weight_not_tried": gettext_lazy("The weight of units is not measured by this site yet."),
    "language_unknown": gettext_lazy("The platform does not say which language it is in."),
    "language_missing": gettext_lazy("No language is announced."),
    "languages_not_tried": gettext_lazy(
        "Announced: %(languages)s. Whether the content is in it is not checked."
    ),
    "sign_up_unknown": gettext_lazy("The platform does not say what signing up asks for."),
    "sign_up_asks": gettext_lazy("Signing up demands: %(fields)s."),
    "sign_up_open": gettext_lazy("Signing up demands no age, diploma, address or social position."),
}


def title(criterion: str) -> str:
    """Return what a criterion asks, in the language of the moment."""
    return str(TITLES.get(criterion, criterion))


def evidence(code: str, facts: Mapping[str, Any]) -> str:
    """Return the sentence of a finding; its code where this version does not know it."""
    sentence = EVIDENCE.get(code)
    if sentence is None:
        return code
    try:
        return str(sentence) % dict(facts)
    except (KeyError, TypeError, ValueError):
        return str(sentence)


def verdict(word: str, criterion: str = "") -> str:
    """Return the word of a standing, or of a verdict on a criterion: only guards are promises."""
    if criterion and criterion not in GUARDS:
        return {"pass": _("Yes"), "fail": _("No")}.get(word, _("Not known"))
    return {
        "pass": _("Kept"),
        "fail": _("Not kept"),
        "kept": _("Kept"),
        "not_kept": _("Not kept"),
    }.get(word, _("Not known"))
