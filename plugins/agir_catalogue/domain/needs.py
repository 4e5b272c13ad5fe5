"""Which needs does a course say that it meets?

From its own statement in the words of schema.org (``accessMode``, ``accessModeSufficient``,
``accessibilityFeature``, ``accessibilityHazard``). What it does not say is not met and not
failed: it is unknown, and no filter finds it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

WITHOUT_HEARING: Final = "without_hearing"
WITHOUT_SIGHT: Final = "without_sight"
KEYBOARD: Final = "keyboard"
NO_FLASHING: Final = "no_flashing"
READING: Final = "reading"
NEEDS: Final = (WITHOUT_HEARING, WITHOUT_SIGHT, KEYBOARD, NO_FLASHING, READING)

_HEARD: Final = frozenset({"captions", "closedcaptions", "opencaptions", "transcript",
                           "signlanguage"})  # fmt: skip
_KEYS: Final = frozenset({"fullkeyboardcontrol", "keyboardcontrol"})
_EASY: Final = frozenset({"displaytransformability", "alternativetext", "readingorder",
                          "structuralnavigation"})  # fmt: skip
_STILL: Final = frozenset({"none", "noflashinghazard"})


def met(
    *,
    sufficient: Iterable[Collection[str]],
    features: Iterable[str],
    hazards: Iterable[str],
) -> tuple[str, ...]:
    """Return the needs met, in the order of ``NEEDS``.

    ``sufficient`` are the sets of senses of which each is enough: a set without ``auditory``
    serves whoever does not hear. ``reading`` asks for two of the features that let a text be
    read one's own way (size and colours, alternatives, order, headings).
    """
    enough = [frozenset(_plain(one)) for one in sufficient if one]
    has, risks = frozenset(_plain(features)), frozenset(_plain(hazards))
    found = {
        WITHOUT_HEARING: any("auditory" not in one for one in enough) or bool(has & _HEARD),
        WITHOUT_SIGHT: any("visual" not in one for one in enough),
        KEYBOARD: bool(has & _KEYS),
        NO_FLASHING: bool(risks & _STILL) and "flashing" not in risks,
        READING: len(has & _EASY) > 1,
    }
    return tuple(need for need in NEEDS if found[need])


def _plain(several: Iterable[str]) -> list[str]:
    return [one.strip().lower() for one in several]
