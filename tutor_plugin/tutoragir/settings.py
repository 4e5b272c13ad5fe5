"""What may an operator choose with ``tutor config save --set``?

The names are those of the suite's own settings (``settings/common.py`` of each plugin app), and
so are the values, but for what a Tutor site can say better than the suite alone.
"""

from __future__ import annotations

import json
from typing import Any, Final

DEFAULTS: Final[dict[str, Any]] = {
    "AGIR_CONTEXTS": [
        "competencies",
        "badges",
        "catalogue",
        "sponsorship",
        "certification",
        "dashboard",
        "xblocks",
    ],
    "AGIR_BADGES_ISSUER": "{{ PLATFORM_NAME }}",
    "AGIR_BADGES_GRACE_DAYS": 14,
    "AGIR_CATALOGUE_OPERATOR": "",
    "AGIR_CATALOGUE_ACCESSIBILITY_URL": "",
    "AGIR_CATALOGUE_ACCESSIBILITY_DATE": "",
    "AGIR_CATALOGUE_MEASURE_DAYS": 35,
    "AGIR_CATALOGUE_AXE_FILE": "",
    "AGIR_CATALOGUE_BADGE_WEIGHT": "1",
    "AGIR_CATALOGUE_COVENANT_DAYS": 3,
    "AGIR_CERTIFICATION_ACCROCHAGE_XSD_PATH": "",
    "AGIR_CERTIFICATION_DEPOSITOR": {},
    "AGIR_CERTIFICATION_BLOCKS_ALLOWED": False,
    "AGIR_CERTIFICATION_BATCH_PASSAGES": 5000,
    "AGIR_CERTIFICATION_TRAINER": {},
    "AGIR_CERTIFICATION_TERRITORY": "metropole",
    "AGIR_CERTIFICATION_SIRET": "",
    "AGIR_CERTIFICATION_CIVIL_STATUS_DAYS": 365,
    "AGIR_CERTIFICATION_NIR": False,
    "AGIR_CERTIFICATION_REMINDERS": False,
    "AGIR_CERTIFICATION_REMINDER_DAYS": 2,
    "AGIR_CERTIFICATION_LEARNER_REMINDERS": False,
    "AGIR_CERTIFICATION_WEDOF_URL": "https://www.wedof.fr/api",
    "AGIR_CERTIFICATION_WEDOF_KEY": "",
    "AGIR_COMPETENCIES_IMPORT_MAX_BYTES": 64 * 1024 * 1024,
    "AGIR_COMPETENCIES_IMPORT_MAX_ITEMS": 100_000,
    "AGIR_COMPETENCIES_IMPORT_MAX_SET_BYTES": 1024**3,
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
    "AGIR_SPONSORSHIP_SOLIDARITY_SHARE": 50,
    "AGIR_SPONSORSHIP_AID_SMALL": 6000,
    "AGIR_SPONSORSHIP_AID_YEAR": 50000,
    "AGIR_SPONSORSHIP_AID_CHECKED": 100,
    "AGIR_SPONSORSHIP_AID_KEPT_DAYS": 180,
    "AGIR_SPONSORSHIP_SMALLEST_CELL": 11,
    "AGIR_SPONSORSHIP_VOUCHER_KEY": "",
    "AGIR_SPONSORSHIP_CURRENCY": "EUR",
    "AGIR_SPONSORSHIP_BENEFICIARY": {},
    "AGIR_SPONSORSHIP_ACCEPTANCE_POLICY": "",
    "AGIR_SPONSORSHIP_REFUND_BY_ONE_MINOR": 100_000,
    "AGIR_SPONSORSHIP_CHART": {},
    "AGIR_SPONSORSHIP_STRIPE_KEY": "",
    "AGIR_SPONSORSHIP_STRIPE_WEBHOOK_SECRETS": [],
    # The one directory that LMS, Studio and their workers share and that nobody is served from.
    "AGIR_PRIVATE_STORAGE": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": "/openedx/media-private/agir"},
    },
    # The platform's own LMS_ROOT_URL, which is right in LMS and Studio, local and dev.
    "AGIR_SITE_URL": None,
    "AGIR_SIGNING_KEYS": [{"id": "k1", "secret": "{{ AGIR_SIGNING_SECRET }}"}],
    "AGIR_ISSUER_DID": None,
    "AGIR_HTTP_ALLOWED_HOSTS": [],
    # What the image holds, and no setting of the suite: WeasyPrint and Pango, for documents as PDF.
    "AGIR_PDF": False,
    "AGIR_EVENT_BUS": False,
    "AGIR_RUN_BEAT": False,
    "AGIR_VAULT_KEYS": ["{{ AGIR_VAULT_SECRET }}"],
}
"""Each setting of the suite that Tutor sets, with its default."""

UNIQUE: Final = {
    "AGIR_SIGNING_SECRET": "{{ 48|random_string }}",
    "AGIR_VAULT_SECRET": "{{ 48|random_string }}",
}
"""What Tutor draws once for a site and keeps in its ``config.yml``: 48 letters and digits."""


def as_json(value: Any) -> str:
    """Return the value as JSON, which YAML reads as itself.

    Characters stay as they are: YAML does not join the two halves in which JSON's escapes
    write those beyond U+FFFF.
    """
    return json.dumps(value, ensure_ascii=False)
