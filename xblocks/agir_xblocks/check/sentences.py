"""How are a test's title, its progress and its refusals said?"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from agir_xblocks.form import fields
from agir_xblocks.form import sentences as shared

TITLE: Final = gettext_noop("Where do you stand?")


def refused(error: fields.FormRefused) -> str:
    """Return the sentence of a refusal of the author's form."""
    limit = error.facts.get("limit", 0)
    told = {
        "question_missing": _("Write this text: a question and each of its choices say something."),
        "choices_few": _("Give this question two to %(limit)s choices."),
        "right_missing": _(
            "Tick the right choice of this question, or several where several are asked for."
        ),
        "rows_malformed": _("There are at most %(limit)s of these: remove some."),
        "competency_missing": _("Choose for this question one of the competencies above."),
        "number_malformed": _("Write a whole number from %(least)s to %(limit)s."),
    }.get(error.code)
    if told is None:
        return shared.refused(error)
    return told % {"limit": limit, "least": error.facts.get("least", 0)}


def progress(number: int, most: int) -> str:
    """Say which question this is, and how many there may be."""
    return _("Question %(number)s, of at most %(most)s") % {"number": number, "most": most}


def length(most: int) -> str:
    """Say how long the test is at most."""
    told = ngettext(
        "%(count)s question at most: the test stops as soon as it knows enough.",
        "%(count)s questions at most: the test stops as soon as it knows enough.",
        most,
    )
    return told % {"count": most}


def asked(count: int) -> str:
    """Say how many questions were asked."""
    told = ngettext("%(count)s question was asked.", "%(count)s questions were asked.", count)
    return told % {"count": count}


def again_from(moment: datetime) -> str:
    """Say from which day the test may be taken again."""
    day = formats.date_format(moment, "DATE_FORMAT")
    return _("You may take this test again from %(day)s.") % {"day": day}


def bank(items: int, competencies: int) -> str:
    """Say to an author what a test holds."""
    told = ngettext("%(count)s question", "%(count)s questions", items) % {"count": items}
    on = ngettext("%(count)s competency", "%(count)s competencies", competencies)
    return _("%(questions)s on %(competencies)s.") % {
        "questions": told,
        "competencies": on % {"count": competencies},
    }
