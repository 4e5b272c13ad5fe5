"""For which indicators of Qualiopi does Agir hold evidence, and where?

Numbers of the *référentiel national qualité* (decree 2019-565 of 6 June 2019; reading guide v9 of
8 January 2024). A row says where evidence is, never that an indicator is met: an auditor does.
"""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

ROWS: Final[tuple[tuple[int, Any, Any], ...]] = (
    (
        1,
        _("Information of the public"),
        _("Public pages of courses and sessions: objectives, duration, price, access, contacts"),
    ),
    (
        2,
        _("Indicators of results"),
        _("Figures of a year: learners, hours, certifications obtained; satisfaction"),
    ),
    (
        8,
        _("Positioning at the entry"),
        _("What was shown before the entry, set aside and dated in each contract"),
    ),
    (
        11,
        _("Assessment of what was learnt"),
        _("Evidence by competency and bloc; decisions of juries with signed minutes"),
    ),
    (
        12,
        _("Engagement, and preventing that learners stop"),
        _("Progress by competency for learners and teams; first and last activities"),
    ),
    (
        19,
        _("Resources, and how learners make them theirs"),
        _("Activities named in the contract, with the time estimated and the day done"),
    ),
    (30, _("Appraisals"), _("Satisfaction of learners, session by session")),
    (31, _("Difficulties and complaints"), _("Complaints below, with what was answered and when")),
)
COUNT: Final = 32


def table() -> dict[str, Any]:
    """Return the rows, and the numbers for which there is no evidence here."""
    known = {number for number, _name, _where in ROWS}
    others = [number for number in range(1, COUNT + 1) if number not in known]
    return {
        "rows": [{"number": number, "name": name, "where": where} for number, name, where in ROWS],
        "others": ", ".join(str(number) for number in others),
    }
