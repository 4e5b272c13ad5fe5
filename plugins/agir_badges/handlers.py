"""What do badges do when a competency moves?"""

from typing import Any


def on_evidence(**_: Any) -> None:
    """Hear new evidence."""


def on_standing(**_: Any) -> None:
    """Hear a demonstrated competency."""


def on_withdrawal(**_: Any) -> None:
    """Hear a withdrawn competency."""
