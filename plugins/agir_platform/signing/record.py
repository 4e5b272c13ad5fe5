"""What does the site remember of its keys? Their public halves, and what became of them.

A key that once signed is needed for as long as somebody shows what it signed, which is longer
than its secret stays in the settings.
"""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models.functions import Coalesce, Now
from django.utils import timezone

from agir_platform.models import IssuerKey
from agir_platform.signing.configured import Key, State


def known() -> dict[str, IssuerKey]:
    """Return every key on record, by its id. One statement."""
    return {row.id: row for row in IssuerKey.objects.all()}


def state_of(row: IssuerKey) -> State:
    """Return what the key on record may do."""
    if row.compromised_at is not None:
        return State.COMPROMISED
    return State.ACTIVE if row.retired_at is None else State.RETIRED


def keep(key: Key, then: Callable[[], None]) -> None:
    """Write that the key signs, unless that is written; ``then`` runs once it is committed.

    One statement that several processes may send at once: the row that is there stays as it is,
    and nothing is asked of it afterwards that a second one could wait for.
    """
    row = IssuerKey(id=key.id, public=key.public, first_used_at=timezone.now())
    IssuerKey.objects.bulk_create([row], ignore_conflicts=True)
    transaction.on_commit(then)


def mark(id_: str, public: str, state: State) -> datetime:
    """Write that the key is retired or compromised; return since when. Idempotent.

    A compromised key is retired too. The first instant of each stays. ``public`` counts where
    the key is not on record yet.
    """
    rows = IssuerKey.objects.filter(pk=id_)
    now = Now()
    told = {"retired_at": Coalesce("retired_at", now)}
    if state is State.COMPROMISED:
        told["compromised_at"] = Coalesce("compromised_at", now)
    if not rows.update(**told):
        IssuerKey.objects.bulk_create([IssuerKey(id=id_, public=public)], ignore_conflicts=True)
        rows.update(**told)
    row = rows.get()
    since: datetime = row.compromised_at or row.retired_at
    return since
