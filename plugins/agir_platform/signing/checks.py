"""What would keep the site from signing, and what mends it?

Warnings only: a site with a wrong key still teaches, and leaves its badges unsigned meanwhile.
"""

from ipaddress import ip_address
from typing import Any, Final
from urllib.parse import urlsplit

from django.core import checks
from django.db import DatabaseError, transaction

from agir_kernel.errors import DomainError
from agir_platform import addresses
from agir_platform.signing import configured, record
from agir_platform.signing.configured import Entry, Fault

MAKE: Final = "./manage.py lms agir_make_signing_key makes one."

_ENTRY: Final = 'Write {"id": "k1", "secret": …} or {"id": "k1", "file": …}, in a list.'
_FAULTS: Final = {
    Fault.NOT_A_LIST: ("AGIR_SIGNING_KEYS is no list.", _ENTRY, "agir.W006"),
    Fault.NOT_AN_ENTRY: ("{who} is no entry.", _ENTRY, "agir.W006"),
    Fault.ID_WRONG: (
        "{who} has no id, or one that names no key.",
        "Write 1 to 40 small letters, digits and hyphens, such as k1.",
        "agir.W006",
    ),
    Fault.STATE_WRONG: (
        "{who} has a state that is none.",
        "Write active, retired or compromised, or nothing for active.",
        "agir.W006",
    ),
    Fault.ID_TWICE: (
        "{who} has the id of an entry before it, and is left aside.",
        "Give the newer key an id that was never used.",
        "agir.W007",
    ),
    Fault.NOTHING: ("{who} has no secret.", MAKE, "agir.W008"),
    Fault.SHORT: (
        "{who} has a secret of less than {least} characters, and is left aside.",
        MAKE,
        "agir.W008",
    ),
    Fault.WEAK: (
        "{who} has a secret that repeats itself, and is left aside.",
        MAKE,
        "agir.W008",
    ),
    Fault.FILE_UNREADABLE: (
        "{who} names the file {path}, which this process cannot read as text.",
        "Let the site's own account read it, or name another file.",
        "agir.W009",
    ),
    Fault.FILE_OPEN: (
        "{who} names the file {path}, which others may read or write.",
        "chmod 600 {path}; if somebody may have read it, see Compromise in docs/signing-keys.md.",
        "agir.W010",
    ),
}


def keys_are_usable(**_: Any) -> list[checks.CheckMessage]:
    """``agir.W006`` to ``W010``: each entry is a key. ``agir.I011``: there is a key at all."""
    entries = configured.entries()
    if not entries:
        return [
            checks.Info(
                "AGIR_SIGNING_KEYS is empty: badges are given unsigned, and nobody else can "
                "check them.",
                hint=MAKE,
                id="agir.I011",
            )
        ]
    return [_warning(entry) for entry in entries if entry.fault is not None]


def issuer_has_a_name(**_: Any) -> list[checks.CheckMessage]:
    """``agir.W012``: a site that signs has an address that others can read its keys at."""
    if not configured.usable():
        return []
    try:
        host = urlsplit(addresses.site_url()).hostname or ""
    except DomainError:
        return [
            checks.Warning(
                "The site has a signing key and no address, so it cannot name itself.",
                hint="Set AGIR_SITE_URL, such as https://campus.example.",
                id="agir.W012",
            )
        ]
    try:
        ip_address(host)
    except ValueError:
        return []
    return [
        checks.Warning(
            f"The site's address is the number {host}, and did:web names no numbers.",
            hint="Set AGIR_SITE_URL to an address with a name.",
            id="agir.W012",
        )
    ]


def ids_name_one_key(**options: Any) -> list[checks.CheckMessage]:
    """``agir.W013``: no id that signed before stands for another secret now.

    Reads the database, so Django runs it where one is named: ``migrate``, ``check --database``.
    """
    if not options.get("databases"):
        return []
    try:
        with transaction.atomic():
            rows = record.known()
    except DatabaseError:  # ``migrate`` asks before it has made the table
        return []
    return [
        checks.Warning(
            f"The key {key.id} signed with another secret than the one the settings hold now. "
            "It signs no more; what it signed is still verified.",
            hint="Bring the old secret back, or give the new one an id that was never used.",
            id="agir.W013",
        )
        for key in configured.usable()
        if key.id in rows and rows[key.id].public != key.public
    ]


def _warning(entry: Entry) -> checks.CheckMessage:
    sentence, hint, code = _FAULTS[entry.fault or Fault.NOT_AN_ENTRY]
    name = f" ({entry.id})" if entry.id else ""
    facts = {
        "who": f"AGIR_SIGNING_KEYS: entry {entry.place}{name}",
        "path": entry.path,
        "least": configured.LEAST_SECRET,
    }
    return checks.Warning(
        sentence.format(**facts), hint=hint.replace("{path}", entry.path), id=code
    )
