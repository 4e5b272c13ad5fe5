"""How does a rule of Agir refuse?

By a fact. Each refusal is a subclass named by what is the case (``PledgeExhausted``, not
``PledgeError``), with a ``code`` that never changes once published. A context maps codes once
to HTTP statuses and once to translated sentences; nothing here knows HTTP or gettext.
"""

from __future__ import annotations

from typing import ClassVar


class DomainError(Exception):
    """A refusal that a caller can act on.

    ``facts`` are the figures a sentence needs (``line=12``, ``limit="500"``): plain values,
    never personal data, so that they may be logged.
    """

    code: ClassVar[str] = "refused"

    def __init__(self, detail: str = "", **facts: object) -> None:
        """Keep ``detail``, a sentence for logs, and the ``facts`` of the refusal."""
        super().__init__(detail or self.code)
        self.detail = detail
        self.facts = facts
