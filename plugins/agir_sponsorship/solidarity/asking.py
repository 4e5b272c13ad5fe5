"""How does a learner ask, and appeal?"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Sum

from agir_sponsorship.domain.aid import (
    COUNTED,
    MILLE,
    WAITING,
    AidAsked,
    AidDeciderRefused,
    AidFundEmpty,
    AidInvalid,
    AidState,
    checked_reason,
    checked_request,
    is_checked,
    is_small,
)
from agir_sponsorship.domain.seat import CPF, NotForCpf
from agir_sponsorship.models import AidRequest
from agir_sponsorship.solidarity import fund, rows
from agir_sponsorship.solidarity.data import AidAsking, AidView

YEAR = timedelta(days=365)
LONGEST_CERTIFICATION = 32


def ask(asked: AidAsking, *, subject: UUID, now: datetime) -> AidView:
    """Ask for help: granted at once where it is small and the fund holds it, else queued.

    Raises ``NotForCpf``, ``AidInvalid``, ``AidYearSpent``, ``AidAsked`` where one is under way.
    """
    if asked.funding == CPF:
        raise NotForCpf
    certification = asked.certification.strip()
    if not 0 < len(certification) <= LONGEST_CERTIFICATION or not certification.isprintable():
        raise AidInvalid(field="certification")
    with transaction.atomic():
        held = fund.held(asked.currency)
        own = AidRequest.objects.filter(subject=subject)
        under_way = (*WAITING, AidState.GRANTED)
        if own.filter(state__in=[one.value for one in under_way]).exists():
            raise AidAsked
        given = own.filter(
            currency=asked.currency, state__in=[one.value for one in COUNTED],
            changed_at__gt=now - YEAR,
        ).aggregate(total=Sum("amount_minor"))["total"] or 0  # fmt: skip
        rules = fund.rules()
        need = checked_request(asked.need, asked.amount_minor, rules, given)
        state = AidState.QUEUED
        if is_small(asked.amount_minor, rules):
            state = _at_once(held, asked.amount_minor)
        automatic = state is AidState.GRANTED
        row = AidRequest.objects.create(
            id=uuid4(), subject=subject, certification=certification, need=need.value,
            amount_minor=asked.amount_minor, currency=asked.currency, state=state.value,
            waiting=None if automatic else True, automatic=automatic,
            is_checked=automatic and is_checked(secrets.randbelow(MILLE), rules),
            asked_at=now, changed_at=now,
        )  # fmt: skip
        rows.note(row, now)
    return rows.view(row, with_steps=True)


def appeal(request: UUID, words: object, *, subject: UUID, now: datetime) -> AidView:
    """Ask another person to look again, once; raise ``AidReasonMissing``, ``AidStateRefused``."""
    said = checked_reason(words)
    with transaction.atomic():
        row = rows.held(request)
        if row.subject != subject:
            raise AidDeciderRefused
        row.appeal = said
        rows.move(row, AidState.APPEALED, now)
    return rows.view(row, with_steps=True)


def _at_once(held: fund.AidFund, amount_minor: int) -> AidState:
    """Promise a small amount; a fund that is empty now leaves it to a person."""
    try:
        fund.promise(held, amount_minor)
    except AidFundEmpty:
        return AidState.QUEUED
    return AidState.GRANTED
