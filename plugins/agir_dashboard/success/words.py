"""How is a figure said? With what it rests on, and no more digits than it deserves."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agir_dashboard import sentences


def number(count: int) -> str:
    """Return a whole number as the language groups its digits."""
    return str(number_format(count, force_grouping=True))


def share(value: Fraction | Decimal) -> str:
    """Return a share 0 to 1 in whole percents (halves go up)."""
    return sentences.share(percent(value))


def percent(value: Fraction | Decimal) -> int:
    """Return a share in whole percents, halves away from 0."""
    exact = Fraction(value) * 100
    return int(abs(exact) + Fraction(1, 2)) * (1 if exact >= 0 else -1)


def points(value: Fraction | Decimal) -> str:
    """Return a difference of two shares in percentage points, with its sign."""
    whole = percent(value)
    sign = "+" if whole > 0 else "\u2212" if whole < 0 else ""
    return ngettext("%(points)s point", "%(points)s points", abs(whole)) % {
        "points": f"{sign}{abs(whole)}"
    }


def between(low: str, high: str) -> str:
    """Return an interval in words, '' where both bounds read the same."""
    if low == high:
        return ""
    return _("between %(low)s and %(high)s") % {"low": low, "high": high}


def learners(count: int) -> str:
    """Return so many learners."""
    told = {"count": number(count)}
    return ngettext("%(count)s learner", "%(count)s learners", count) % told


def pairs(count: int) -> str:
    """Return so many pairs of a learner and a skill."""
    told = {"count": number(count)}
    return ngettext(
        "%(count)s pair of a learner and a skill", "%(count)s pairs of a learner and a skill", count
    ) % told  # fmt: skip


def of(part: str, whole: str) -> str:
    """Return a part and its whole."""
    return _("%(part)s of %(whole)s") % {"part": part, "whole": whole}


def covers(value: Fraction) -> str:
    """Return how much of those it is about a figure covers."""
    return _("covers %(share)s") % {"share": share(value)}


def left_out(count: int, why: str) -> str:
    """Return who is not counted, and why."""
    return _("%(why)s: %(count)s") % {"why": why, "count": number(count)}


def day(when: date) -> str:
    """Return a day in full."""
    return str(date_format(when, "DATE_FORMAT"))


def computed(when: datetime | None) -> str:
    """Return when the figures were computed, '' when never."""
    if when is None:
        return ""
    local = timezone.localtime(when)
    told = {"date": date_format(local, "DATE_FORMAT"), "time": date_format(local, "TIME_FORMAT")}
    return _("Computed on %(date)s at %(time)s") % told


def published(when: date) -> str:
    """Return when the figures were published."""
    return _("Published on %(date)s") % {"date": day(when)}


def too_few(minimum: int) -> str:
    """Return why a figure is withheld."""
    return _("Withheld: it would tell of fewer than %(minimum)s learners") % {"minimum": minimum}


def no_data() -> str:
    """Return what stands where nothing was there to be counted."""
    return _("No data yet")


def small() -> str:
    """Return what a figure of few learners needs to be read with."""
    return _("Few learners: read with care")


def small_course(count: int) -> str:
    """Return the same, of a whole course."""
    told = {"count": number(count)}
    return ngettext(
        "%(count)s learner was active: read every figure below with care, and its interval first.",
        "%(count)s learners were active: read every figure below with care, and its interval "
        "first.",
        count,
    ) % told  # fmt: skip


def lead_goal(active: int, due: int, value: str) -> str:
    """Return the first sentence of a report: what learners had set themselves."""
    told = {"active": number(active), "due": number(due), "share": value}
    return ngettext(
        "%(active)s learner was active. Of the %(due)s whose own goal came to its end, %(share)s "
        "reached it.",
        "%(active)s learners were active. Of the %(due)s whose own goal came to its end, "
        "%(share)s reached it.",
        active,
    ) % told  # fmt: skip


def lead_skill(active: int, value: str) -> str:
    """Return the first sentence where goals cannot be told: what was learned."""
    told = {"active": number(active), "share": value}
    return ngettext(
        "%(active)s learner was active. Of the skills tried, %(share)s are demonstrated.",
        "%(active)s learners were active. Of the skills tried, %(share)s are demonstrated.",
        active,
    ) % told  # fmt: skip


def not_counted() -> str:
    """Return what stands where the learners were never counted."""
    return _("Nothing has been counted here yet. Figures are counted every night.")


def nobody() -> str:
    """Return what stands where nobody was active."""
    return _("Nobody has been active here yet. The figures come with the first learners.")


def lead_bare(active: int) -> str:
    """Return the first sentence where nothing more can be told yet."""
    told = {"active": number(active)}
    return ngettext(
        "%(active)s learner was active. It is too early to say more.",
        "%(active)s learners were active. It is too early to say more.",
        active,
    ) % told  # fmt: skip


def lead_withheld() -> str:
    """Return the first sentence where there are too few to be told of."""
    return _("Too few learners were active for a figure that tells of nobody.")


def learned(value: str) -> str:
    """Return what those who left had learned."""
    return _(
        "Learned without finishing: of those who did not complete, %(share)s demonstrated at "
        "least one skill."
    ) % {"share": value}  # fmt: skip


def drawn_skill(label: str, shown: str, tried: str, active: str) -> str:
    """Return a drawing of one skill in words."""
    return _(
        "%(skill)s: of %(active)s active learners, %(tried)s tried, %(shown)s demonstrated"
    ) % {"skill": label, "shown": shown, "tried": tried, "active": active}  # fmt: skip
