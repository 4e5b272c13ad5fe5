"""How are the fields of a notice, what it lacks and why it refused said to a person?"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

FIELDS: Final[dict[str, tuple[Any, Any]]] = {
    "title": (_("Title"), _("As learners meet it.")),
    "summary": (
        _("Summary"),
        _("Two or three sentences: for whom it is, and what they are able to do afterwards."),
    ),
    "languages": (
        _("Languages"),
        _("Codes of the languages in which the whole course can be followed: fr, en, pt-BR."),
    ),
    "level": (
        _("Level"),
        _("Of the European Qualifications Framework: what the course leads to."),
    ),
    "duration_hours": (
        _("Hours of work"),
        _("What most learners need from the first page to the last, exercises included."),
    ),
    "licence_spdx": (
        _("Licence"),
        _("What others may do with it. An open licence lets them translate and improve it."),
    ),
    "certification_price_minor": (
        _("Price of a certificate"),
        _("What a certificate costs those who want one. Learning stays free. Write 0 if it is."),
    ),
    "currency": (_("Currency"), _("Three letters: EUR, CHF, XOF.")),
    "access_modes": (
        _("What the course is made of"),
        _("Every sense that some part of it speaks to."),
    ),
    "access_modes_sufficient": (
        _("What is enough to follow it"),
        _("Tick a line if somebody can learn everything by this alone."),
    ),
    "features": (_("What makes it easier to follow"), _("Only what holds for the whole course.")),
    "hazards": (_("What may do harm"), _("To people who are sensitive to it.")),
    "accessibility_summary": (
        _("Accessibility in words"),
        _("What a person with a disability should know before they begin."),
    ),
    "same_as": (
        _("Elsewhere"),
        _("Addresses of the same course in other catalogues, one a line."),
    ),
    "is_withheld": (
        _("Keep this course out of the public catalogue"),
        _("No visitor and no other operator finds it here."),
    ),
}
"""The name of each field and what helps to fill it."""

FACTS: Final[dict[str, Any]] = {
    "image_url": _("Image"),
    "about_url": _("Address of the course"),
    "starts_at": pgettext_lazy("of a course", "Start"),
    "ends_at": pgettext_lazy("of a course", "End"),
    "enrolment_opens_at": _("Enrolment opens"),
    "enrolment_closes_at": _("Enrolment closes"),
    "modes": _("Ways to enrol"),
    "visibility": _("What visitors see"),
    "licence": _("Licence"),
    "organisation": _("Organisation"),
    "is_self_paced": _("Own pace"),
    "gates_content": _("Content for those who pay"),
    "limits_duration": _("Limited access for free learners"),
    "is_listed": _("Listed by the platform"),
}
"""What the platform alone says."""

ORIGINS: Final[dict[str, Any]] = {
    "begun": _("Read from the platform for the first time"),
    "platform": _("The platform says something else"),
    "staff": _("Completed"),
    "undo": _("Taken back"),
    "aside": _("Competencies, themes or institutions changed"),
    "gone": _("The course is no longer on the platform"),
}

LEVELS: Final[dict[int, Any]] = {
    1: _("first basic knowledge"),
    2: _("basic knowledge of a field"),
    3: _("vocational certificate (CAP, BEP)"),
    4: _("end of secondary school (baccalauréat)"),
    5: _("short higher education (BTS, DUT)"),
    6: _("bachelor’s degree (licence)"),
    7: _("master’s degree"),
    8: _("doctorate"),
}
"""Each level of the EQF in plain words, with French diplomas of that level."""

LICENCES: Final[dict[str, Any]] = {
    "CC-BY-4.0": _("Creative Commons, credit the authors"),
    "CC-BY-SA-4.0": _("Creative Commons, credit the authors, share alike"),
    "CC-BY-ND-4.0": _("Creative Commons, credit the authors, no changes"),
    "CC-BY-NC-4.0": _("Creative Commons, credit the authors, not for profit"),
    "CC-BY-NC-SA-4.0": _("Creative Commons, credit the authors, not for profit, share alike"),
    "CC-BY-NC-ND-4.0": _("Creative Commons, credit the authors, not for profit, no changes"),
    "CC0-1.0": _("Creative Commons Zero, no rights kept"),
    "etalab-2.0": _("Licence Ouverte 2.0 (Etalab)"),
    "LicenseRef-all-rights-reserved": _("All rights reserved"),
}

WORDS: Final[dict[str, dict[str, Any]]] = {
    "access_modes": {
        "auditory": _("sound and speech"),
        "tactile": _("touch"),
        "textual": _("text"),
        "visual": _("pictures and video"),
    },
    "access_modes_sufficient": {
        "textual": _("text alone"),
        "auditory": _("sound alone"),
        "visual": _("pictures alone"),
        "auditory,visual": _("sound and pictures"),
        "textual,visual": _("text and pictures"),
    },
    "features": {
        "alternativeText": _("pictures are described"),
        "audioDescription": _("videos have an audio description"),
        "captions": _("videos have captions"),
        "describedMath": _("formulas can be read aloud"),
        "displayTransformability": _("size and colours can be changed"),
        "fullKeyboardControl": _("everything works by keyboard"),
        "highContrastDisplay": _("contrast is high"),
        "longDescription": _("diagrams have a long description"),
        "readingOrder": _("read aloud, it keeps its order"),
        "signLanguage": _("videos are in sign language, too"),
        "structuralNavigation": _("headings let one move through it"),
        "transcript": _("videos and sounds have a transcript"),
        "unlocked": _("nothing is locked against assistive tools"),
    },
    "hazards": {
        "none": _("nothing may do harm"),
        "flashing": _("pictures flash"),
        "noFlashingHazard": _("no picture flashes"),
        "motionSimulation": _("pictures simulate motion"),
        "noMotionSimulationHazard": _("no picture simulates motion"),
        "sound": _("sounds may hurt or startle"),
        "noSoundHazard": _("no sound hurts or startles"),
        "unknown": _("nobody checked"),
    },
}

FINDINGS: Final[dict[str, Any]] = {
    "summary_missing": _("Nothing says what the course is about. Write a summary."),
    "summary_short": _("The summary says little. Say for whom the course is, and what for."),
    "language_unknown": _("Nobody knows in which language the course is. Give its code."),
    "platform_language_unfit": _(
        "The platform gives a language that is none. Correct it in Studio, too."
    ),
    "licence_unknown": _("Nobody knows what may be done with the course. Choose a licence."),
    "licence_closed": _(
        "The licence lets nobody translate or improve the course. An open one would."
    ),
    "title_long": _("The title is longer than most catalogues show."),
    "free_unknown": _(
        "The platform does not say what the course costs, so no catalogue may call it free."
    ),
    "free_missing": _("No way to enrol is free now. Open a free track in the course’s modes."),
    "dates_reversed": _("The course ends before it starts. Correct the dates in Studio."),
    "enrolment_reversed": _("Enrolment closes before it opens. Correct the dates in Studio."),
    "not_listed": _("The platform does not list this course, so no catalogue shows it."),
    "nothing_taught": _(
        "No competency is linked, so nobody finds the course by what it teaches. Link some in "
        "Studio."
    ),
    "nothing_assessed": _(
        "Competencies are promised and none is assessed. Link some to scored exercises."
    ),
    "level_missing": _("Nobody knows for whom the course is. Choose a level."),
    "duration_missing": _("Nobody knows how long the course takes. Give the hours of work."),
    "accessibility_missing": _(
        "Nobody knows who can follow the course. Say what it is made of and what is easier."
    ),
    "hazards_contradict": _("What may do harm contradicts itself. Correct it."),
}

RULES: Final[dict[str, Any]] = {
    "text": _("Write words here."),
    "length": _("This is too long. Shorten it."),
    "list": _("Give a list here."),
    "many": _("These are too many: 20 at most."),
    "word": _("Choose among what is offered."),
    "language": _("This is no language code. Write for example fr, en or pt-BR."),
    "licence": _("This is no SPDX identifier. Write for example CC-BY-SA-4.0."),
    "address": _("This is no address. Write it whole, from https:// on."),
    "number": _("Write a whole number within what is possible."),
    "hours": _("Write hours as a number above 0, with two decimals at most."),
    "currency": _("Write a currency in three letters, such as EUR."),
    "needed": _("A price needs its currency."),
    "yes": _("Say yes, or leave it out."),
}

STATUSES: Final[dict[str, int]] = {
    "notice_field_unknown": HTTPStatus.UNPROCESSABLE_ENTITY,
    "notice_field_unfit": HTTPStatus.UNPROCESSABLE_ENTITY,
    "notice_moved": HTTPStatus.CONFLICT,
    "nothing_to_undo": HTTPStatus.CONFLICT,
    "notice_unread": HTTPStatus.PRECONDITION_REQUIRED,
    "notice_changed": HTTPStatus.PRECONDITION_FAILED,
}
SENTENCES: Final[dict[str, Any]] = {
    "notice_field_unknown": _("A notice has no field “%(field)s”. Check its name."),
    "notice_field_unfit": _("“%(field)s” cannot stand as it is (%(rule)s). Correct it."),
    "notice_moved": _(
        "The notice changed while you were writing. Look at what it says now, then save again."
    ),
    "nothing_to_undo": _(
        "This change cannot be taken back: what it wrote was changed again since. Correct the "
        "fields instead."
    ),
    "notice_unread": _("Read the notice first and send its ETag as If-Match."),
    "notice_changed": _("The notice changed since you read it. Read it again, then write."),
}


def unfit(field: str, rule: str) -> str:
    """Return why a field was refused, with its name."""
    name = FIELDS.get(field, (field, ""))[0]
    return f"{name} · {RULES.get(rule, RULES['word'])}"


def name_of(field: str) -> str:
    """Return what a field is called, of the team's or of the platform's."""
    return str(FIELDS[field][0] if field in FIELDS else FACTS.get(field, field))
