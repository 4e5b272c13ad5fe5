"""What is said of a check that failed, and what is to be done?

A sentence names the element of the schema and never holds its value.
"""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from agir_certification.domain.faults import Check, Fault

SENTENCES: Final[dict[tuple[Check, str], Any]] = {
    (Check.NAME, "blank"): _(
        "The name is empty. Write it as on the identity document, as it was at birth."
    ),
    (Check.NAME, "digits"): _("A name holds no figure. Write it as on the identity document."),
    (Check.NAME, "letters"): _("The number of the dossier is made of figures. Copy it again."),
    (Check.NAME, "username"): _(
        "This is also the name of the account. Compare it with the identity document: confirm it, "
        "or ask the person to correct it."
    ),
    (Check.BIRTH_DATE, "impossible"): _("This date of birth does not exist. Ask for it again."),
    (Check.BIRTH_DATE, "future"): _("This date of birth is in the future. Ask for it again."),
    (Check.BIRTH_DATE, "missing"): _("The day of birth is known and the month is not. Add it."),
    (Check.SEX, "missing"): _("The sex is missing: the CDC refuses such a passage. Ask for it."),
    (Check.BIRTHPLACE, "unknown"): _(
        "This code of a birthplace is not valid. Choose the commune or the country again."
    ),
    (Check.BIRTHPLACE, "twice"): _(
        "Give the INSEE code of the commune or its postal code, not both."
    ),
    (Check.BIRTHPLACE, "abroad"): _(
        "A birthplace abroad has no postal code. Take it out, and keep the city."
    ),
    (Check.BIRTHPLACE, "missing"): _(
        "The birthplace is not whole. In France: the INSEE code, or postal code and city. "
        "Abroad: the code of the country, and the city."
    ),
    (Check.BIRTHPLACE, "not_france"): _(
        "The code is that of a French commune and the country is another. Choose again."
    ),
    (Check.BIRTHPLACE, "blank"): _("This part of the birthplace is blank. Fill it or empty it."),
    (Check.BIRTHPLACE, "length"): _("This label is longer than 60 characters. Shorten it."),
    (Check.NAME_LENGTH, "length"): _(
        "The name is longer than the CDC takes: 60 characters, or 30 and 20 with the number of a "
        "dossier (13). It is never cut by itself: write what the identity document allows."
    ),
    (Check.CHARACTERS, "control"): _(
        "A character that cannot be printed stands here. Type the text again."
    ),
    (Check.AGE, "age"): _("This age is under 14 or over 110. Make sure of the date of birth."),
    (Check.CODE, "form"): _(
        "The code of a certification is RS or RNCP and one to five figures, as RNCP34762."
    ),
    (Check.CODE, "prefix"): _("Type and code do not agree: RS with RS…, RNCP with RNCP…."),
    (Check.SHEET, "unknown"): _(
        "This sheet is not in the data of France compétences that the site holds. Make sure of "
        "its number, or import the data again."
    ),
    (Check.SHEET, "inactive"): _(
        "On the day of delivery this certification was not registered. Make sure of the day."
    ),
    (Check.BLOCK, "block"): _(
        "This is the code of a bloc: what the CDC documents is the code of a certification."
    ),
    (Check.DATES, "before_start"): _("The end is before the beginning. Correct one of them."),
    (Check.DATES, "before_exam"): _(
        "The certification holds from before the exam. Correct one of the dates."
    ),
    (Check.DATES, "future"): _("The certification is given in the future. Wait for that day."),
    (Check.BEFORE_DUTY, "before_duty"): _(
        "Given before 1 July 2021: such certifications are outside the duty."
    ),
    (Check.LATE, "late"): _(
        "More than the legal delay since it was given (article R6113-17-2): send it now; it will "
        "be marked late here."
    ),
    (Check.LEVEL, "flag"): _("The level is announced and missing, or given and not announced."),
    (Check.SENT, "in_file"): _("This identifier stands twice. Give each passage its own."),
    (Check.SENT, "sent"): _(
        "This passage was accepted already, or waits for an answer. It is not sent again."
    ),
    (Check.TWICE, "in_file"): _(
        "The same person, certification and day stand twice. Keep one of them."
    ),
    (Check.DEPOSITOR, "length"): _(
        "An identifier from the CDC is wrong: 8 characters for a client, 1 to 20 for a contract."
    ),
    (Check.DEPOSITOR, "blank"): _("An identifier from the CDC is blank. Copy it again."),
    (Check.DEPOSITOR, "not_own"): _(
        "A certifier deposits under its own identifier; another one is a third-party depositor."
    ),
    (Check.PARTNER, "partner"): _(
        "A training partner deposits nothing. Hand the data over to the certifier."
    ),
    (Check.NIR, "nir"): _(
        "Something like a social security number stands in a free text. Take it out."
    ),
    (Check.SHAPE, "missing"): _("This is missing. The schema asks for it."),
    (Check.SHAPE, "unknown"): _("The schema does not know this element. Take it out."),
    (Check.SHAPE, "twice"): _("The schema asks for exactly one of these."),
    (Check.SHAPE, "nil"): _("This may not be nil here. Give its value, or leave it out."),
    (Check.SHAPE, "empty"): _("This is empty. Give its value, leave it out or say nil."),
    (Check.SHAPE, "blank"): _("This is blank. Give its value or leave it out."),
    (Check.SHAPE, "length"): _("This text is empty, or longer than the schema allows."),
    (Check.SHAPE, "word"): _("This is none of the words that the schema knows here."),
    (Check.SHAPE, "number"): _("This is no whole number, or outside its bounds."),
    (Check.SHAPE, "date"): _(
        "This is no date as the schema asks: YYYY-MM-DD, a moment with seconds and offset."
    ),
    (Check.SHAPE, "boolean"): _("Write true or false."),
    (Check.SHAPE, "content"): _("This holds what the schema does not allow here."),
    (Check.SHAPE, "attribute"): _("This has an attribute that the schema does not know."),
    (Check.SHAPE, "root"): _("This is no file of accrochage: its first element is another."),
    (Check.SHAPE, "too_many"): _("More passages than the portal takes in one file (200,000)."),
    (Check.SHAPE, "xsd"): _("The official schema of this site refuses this element."),
}
OTHERWISE: Final = _("This is not as it should be.")


def sentence(fault: Fault) -> str:
    """Return what is wrong and what to do, in the language of the reader."""
    return str(SENTENCES.get((fault.check, fault.detail), OTHERWISE))


def line(fault: Fault) -> str:
    """Return the check, the element and the sentence on one line."""
    return " ".join(part for part in (fault.check.value, fault.field, sentence(fault)) if part)
