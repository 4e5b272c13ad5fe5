"""What may a site change about competencies?

``AGIR_COMPETENCIES_IMPORT_MAX_BYTES``: the largest file that is read whole into memory (CASE,
Moodle, tags), and the largest that the page of imports takes; RNCP exports are streamed by
``agir_import_framework`` and have no such limit there.
``AGIR_COMPETENCIES_IMPORT_MAX_SET_BYTES``: the most that is read of a set of files (ESCO, ROME), in
bytes as they are once unpacked.
``AGIR_COMPETENCIES_IMPORT_MAX_ITEMS``: the most items that one import may hold.
``AGIR_COMPETENCIES_CASE_PUBLIC``: everybody may read the site's frameworks through its CASE
service; ``False`` asks people to sign in.
``AGIR_COMPETENCIES_CASE_A_MINUTE``: the answers of that service that one address gets in a minute;
a whole package counts for ten.
``AGIR_COMPETENCIES_GOAL_REMINDERS``: learners may ask to be reminded of a goal by e-mail; off
unless the site turns it on and runs ``agir_remind_goals`` each day.
``AGIR_COMPETENCIES_PRIOR_MAX_BYTES``: the largest file that a learner may send as a proof of
prior learning (files are not checked for viruses).
``AGIR_COMPETENCIES_PRIOR_KEEP_DAYS``: how long such a file is kept after the decision, where
``agir_settle_overrides`` runs each night.
``AGIR_COMPETENCIES_REVIEW_LETTERS``: learners are written to when a reviewer decides or asks for
more; off unless the site turns it on.
``AGIR_COMPETENCIES_UNSUPERVISED_WEIGHT``: what something shown before sign-up weighs once it is
claimed, 0 to 1 as a text; ``"0"`` takes no claims and gives visitors no receipts.
``AGIR_COMPETENCIES_CLAIM_DAYS``: how many days after it was shown it may be claimed.
``AGIR_COMPETENCIES_CLAIMS_A_DAY``: how many of them one learner may claim in a day.
``AGIR_COMPETENCIES_STREAM``: the address of a Redis (``redis://redis:6379/5``) whose streams carry
scores to ``agir_consume_evidence``; empty, each score is folded by the process that heard it.
``AGIR_COMPETENCIES_STREAM_PARTS``: the number of streams, at least that of consumers.
``AGIR_COMPETENCIES_XAPI``: what learning record stores hear through ``event-routing-backends``:
empty (nothing), ``transitions`` (a competency demonstrated or no longer), ``evidence`` (each score
that is evidence, as well).
"""

from typing import Any, Final

from agir_competencies.settings import tracking

DEFAULTS: Final[dict[str, Any]] = {
    "AGIR_COMPETENCIES_IMPORT_MAX_BYTES": 64 * 1024 * 1024,
    "AGIR_COMPETENCIES_IMPORT_MAX_SET_BYTES": 1024 * 1024 * 1024,
    "AGIR_COMPETENCIES_IMPORT_MAX_ITEMS": 100_000,
    "AGIR_COMPETENCIES_CASE_PUBLIC": True,
    "AGIR_COMPETENCIES_CASE_A_MINUTE": 600,
    "AGIR_COMPETENCIES_GOAL_REMINDERS": False,
    "AGIR_COMPETENCIES_PRIOR_MAX_BYTES": 5 * 1024 * 1024,
    "AGIR_COMPETENCIES_PRIOR_KEEP_DAYS": 90,
    "AGIR_COMPETENCIES_REVIEW_LETTERS": False,
    "AGIR_COMPETENCIES_UNSUPERVISED_WEIGHT": "0.5",
    "AGIR_COMPETENCIES_CLAIM_DAYS": 90,
    "AGIR_COMPETENCIES_CLAIMS_A_DAY": 50,
    "AGIR_COMPETENCIES_STREAM": "",
    "AGIR_COMPETENCIES_STREAM_PARTS": 8,
    "AGIR_COMPETENCIES_XAPI": "",
}


def plugin_settings(settings: Any) -> None:
    """Give each setting of the context its default, unless the site chose a value."""
    for name, value in DEFAULTS.items():
        setattr(settings, name, getattr(settings, name, value))
    tracking.allow(settings)
