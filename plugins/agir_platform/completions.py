"""How do completions enter? By the rows of the real package, the same on every backend.

``edx-completion`` sends no signal of its own: its table does. A completion is 1.0 for a wrong
answer too, and may fall back to 0.0, so it proves presence and never skill.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django.db.models.signals import post_save

from agir_platform import hearing
from agir_platform.ports import Completion


def subscribe(receiver: Callable[[Completion], None]) -> None:
    """Let ``receiver`` hear each completion as it is written."""
    from completion.models import BlockCompletion  # noqa: PLC0415  needs the registry

    def of_block(carried: Mapping[str, Any]) -> Completion:
        return completion_of(carried["instance"])

    # Named, or each save of any model on the site would open a savepoint.
    hearing.connect(post_save, "completion", of_block, receiver, of=BlockCompletion)


def completion_of(row: Any) -> Completion:
    """Return one row of ``BlockCompletion`` as the suite knows it."""
    return Completion(
        user_id=row.user_id,
        course_key=str(row.context_key),
        usage_key=str(row.full_block_key),
        share=Decimal(repr(row.completion)),
        occurred_at=row.modified,
    )
