"""Does a learner's way hold here, from the first answer to leaving? Played, then taken back.

The learner is a user made for it, without a password and not active. The course is a key that
names nothing: a course of the platform lies outside the database, where nothing can be rolled
back. Commit hooks never run, so nobody is told of anything.
"""

from __future__ import annotations

from functools import partial
from secrets import token_hex
from typing import Any, Final

from django.contrib.auth import get_user_model
from django.db import transaction

from agir_platform import contexts, rehearsals, retirement
from agir_platform.contract.world import hold
from agir_platform.learners import api as learners
from agir_platform.rehearsals import NothingToPlay
from agir_platform.selfcheck import site
from agir_platform.selfcheck.answers import Answer, ask, together

NAMES: Final = (
    "what this site signs is its own",
    "a learner answers, shows a skill and holds a badge",
    "a learner who leaves leaves nothing",
)


def played() -> list[Answer]:
    """Return an answer for each of ``NAMES``; the database is afterwards as it was before."""
    with transaction.atomic():
        answers = _answers()
        transaction.set_rollback(True)
    return answers


def _answers() -> list[Answer]:
    signed = _ask(NAMES[0], site.a_signature_is_our_own)
    user: Any = None
    found: dict[str, Any] = {}

    def meet() -> None:
        nonlocal user
        name = f"agir-selfcheck-{token_hex(6)}"
        user = get_user_model().objects.create(
            username=name, email=f"{name}@selfcheck.invalid", is_active=False
        )

    parts = [_ask("a user", meet)]
    if user is None:
        return [signed, together(NAMES[1], parts), Answer(NAMES[2], None, "a user")]
    order = tuple(name for name in contexts.CONTEXTS if contexts.is_on(name))
    for context, play in rehearsals.plays(order):
        part = _ask(context, partial(play, user.pk, found))
        parts.append(part)
        if part.holds is not True:
            break
    return [signed, together(NAMES[1], _tried(parts)), _ask(NAMES[2], lambda: _leave(user.pk))]


def _tried(parts: list[Answer]) -> list[Answer]:
    """Leave out that a user could be made, which alone shows nothing."""
    return parts[1:] or [Answer("", None, "a context that plays")]


def _leave(user_id: int) -> None:
    subject = learners.known_subject(user_id)
    if subject is None:
        raise NothingToPlay(what="a learner whom Agir met")
    held = retirement.export(user_id)
    hold(held["contexts"], "what is held of a learner cannot be read")
    retirement.retire(user_id)
    hold(learners.known_subject(user_id) is None, "a learner who left is still known")
    hold(retirement.export(user_id) == {}, "something is held of a learner who left")


def _ask(name: str, question: Any) -> Answer:
    """Ask in a savepoint of its own: a fault of the database stops this question alone."""

    def asked() -> None:
        with transaction.atomic():
            question()

    return ask(name, asked)
