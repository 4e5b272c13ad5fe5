"""Which keys does the operator have, and what is each one's state? Without any secret."""

from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from agir_platform.models import IssuerKey
from agir_platform.signing import configured, multikey, record
from agir_platform.signing.configured import Entry, Fault, State


@dataclass(frozen=True, slots=True)
class Line:
    """One key as the operator sees it.

    ``state`` is ``None`` where the settings' entry cannot be used: ``fault`` says why.
    ``is_other``: the settings hold another secret under the id of a key that signed already.
    ``signs``: this is the key that signs now. ``fingerprint`` is that of the key that verifies.
    """

    id: str
    state: State | None
    fingerprint: str
    first_used_at: datetime | None
    in_settings: bool
    fault: Fault | None = None
    is_other: bool = False
    signs: bool = False


class KeyUnknown(LookupError):
    """Neither the settings nor the record name such a key."""


def fingerprint(public: str) -> str:
    """Return the SHA-256 of the key's 32 bytes: 16 hexadecimal digits in groups of four."""
    digits = sha256(multikey.decode(public)).hexdigest()[:16]
    return " ".join(digits[place : place + 4] for place in range(0, 16, 4))


def lines() -> tuple[Line, ...]:
    """Return every key: those of the settings in their order, then those on record alone.

    What the settings say is compromised is put on record first, so that it stays so when the
    entry is gone.
    """
    for key in configured.usable():
        row = record.known().get(key.id)
        if key.state is State.COMPROMISED and (row is None or row.public == key.public):
            record.mark(key.id, key.public, State.COMPROMISED)
    rows = record.known()
    found: list[Line] = []
    for entry in configured.entries():
        line = _of_entry(entry, rows)
        is_first = line.state is State.ACTIVE and not any(one.signs for one in found)
        found.append(replace(line, signs=True) if is_first else line)
    named = {line.id for line in found}
    return (*found, *(_of_row(row) for row in rows.values() if row.id not in named))


def give_up(id_: str, state: State) -> datetime:
    """Put on record that the key is retired or compromised; return since when.

    Of a key on record its own public half counts, whatever the settings hold under its id.
    Raises ``KeyUnknown``.
    """
    row = record.known().get(id_)
    public = row.public if row else None
    for key in configured.usable():
        if public is None and key.id == id_:
            public = key.public
    if public is None:
        raise KeyUnknown(id_)
    return record.mark(id_, public, state)


def _of_entry(entry: Entry, rows: dict[str, IssuerKey]) -> Line:
    row, key = rows.get(entry.id), entry.key
    is_other = key is not None and row is not None and row.public != key.public
    state = None
    if key is not None and not is_other:
        states = (key.state, State.ACTIVE if row is None else record.state_of(row))
        state = max(states, key=tuple(State).index)
    public = row.public if row else key.public if key else ""
    return Line(
        id=entry.id or f"({entry.place})",
        state=state,
        fingerprint=fingerprint(public) if public else "",
        first_used_at=row.first_used_at if row else None,
        in_settings=True,
        fault=entry.fault,
        is_other=is_other,
    )


def _of_row(row: IssuerKey) -> Line:
    """Return a key whose secret is gone: it can sign no more, and verifies unless given up."""
    state = max((State.RETIRED, record.state_of(row)), key=tuple(State).index)
    return Line(row.id, state, fingerprint(row.public), row.first_used_at, in_settings=False)
