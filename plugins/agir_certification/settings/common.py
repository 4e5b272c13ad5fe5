"""What may a site change about its certification?

``AGIR_CERTIFICATION_SIRET`` is the operator's own, by which habilitations are found. A civil
status that no session and no law needs is erased ``…_CIVIL_STATUS_DAYS`` after the last session.
``…_NIR`` asks for one: a certifier's own decision. Letters are off by default: ``…_REMINDERS``
of duties to managers, ``…_REMINDER_DAYS`` ahead; ``…_LEARNER_REMINDERS`` of an exam to who sits
it. ``…_BATCH_PASSAGES`` is the most that one deposit file holds.
``…_TRAINER`` is who signs proofs and offers: ``name``, ``siret``, ``nda`` (number of the activity
declaration), ``address``, ``place``, ``signatory``, ``capacity``, ``email``, ``phone``, and for
the catalogue ``contact_last``, ``contact_first``, ``number``, ``way_kind``, ``way``,
``postal_code``, ``city``, ``vat`` (per cent, 0 by default). ``…_WEDOF_KEY`` switches the
connector on.
"""

from typing import Any, Final

DEFAULTS: Final[dict[str, Any]] = {
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
}


def plugin_settings(settings: Any) -> None:
    """Give each setting of the context its default, unless the site chose a value."""
    for name, value in DEFAULTS.items():
        setattr(settings, name, getattr(settings, name, value))
