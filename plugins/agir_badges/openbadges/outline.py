"""Which polygon is a shape of a badge's drawing?

Points are complex numbers: real to the right, imaginary downwards, in the drawing's units. The
paths known are those that ``agir_badges.domain`` draws: ``M L H V C Q A Z``, absolute or
relative, arcs of circles only. Anything else is refused, so that no picture is ever half drawn.
"""

from __future__ import annotations

import cmath
import math
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import ClassVar, Final

from agir_kernel.errors import DomainError

ROUND: Final = 180  # sides of a circle: 0.02 % of its radius away from it
BENT: Final = 24  # sides of a curve
_TOKEN: Final = re.compile(r"[A-Za-z]|-?(?:\d+\.?\d*|\.\d+)")
_MOVE: Final = re.compile(r"(\w+)\(([^)]*)\)")
_TAKES: Final = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "Q": 4, "A": 7, "Z": 0}


class DrawingUnknown(DomainError):
    """A drawing with a shape that Agir's badges do not have."""

    code: ClassVar[str] = "drawing_unknown"


class Placing:
    """A move of the plane: ``turn`` (scale and rotation in one number), then ``shift``."""

    def __init__(self, turn: complex = 1 + 0j, shift: complex = 0j) -> None:
        """Keep a similarity; the default leaves everything where it is."""
        self.turn = turn
        self.shift = shift

    def __call__(self, point: complex) -> complex:
        """Return where ``point`` comes to lie."""
        return self.turn * point + self.shift

    @property
    def scale(self) -> float:
        """Return by how much lengths grow."""
        return abs(self.turn)

    def then(self, text: str) -> Placing:
        """Return this move after those of an attribute ``transform``, read from the right."""
        placed = self
        for name, figures in _MOVE.findall(text):
            given = [float(one) for one in _TOKEN.findall(figures)]
            placed = placed.after(_move(name, given))
        return placed

    def after(self, first: Placing) -> Placing:
        """Return the move that does ``first`` and then this one."""
        return Placing(self.turn * first.turn, self(first.shift))


def _move(name: str, given: list[float]) -> Placing:
    match name, given:
        case "translate", [right, down]:
            return Placing(shift=complex(right, down))
        case "scale", [by]:
            return Placing(turn=complex(by))
        case "rotate", [degrees]:
            return Placing(turn=cmath.rect(1, math.radians(degrees)))
    raise DrawingUnknown("a transform", name=name)


def circle(centre: complex, radius: float) -> list[complex]:
    """Return a circle."""
    return [centre + cmath.rect(radius, math.tau * at / ROUND) for at in range(ROUND)]


def path(text: str) -> list[complex]:
    """Return the one closed outline that an attribute ``d`` draws."""
    points: list[complex] = []
    for command, given in _steps(text):
        here = points[-1] if points else 0j
        base = here if command.islower() else 0j
        ends = [base + complex(*given[at : at + 2]) for at in range(0, len(given) - 1, 2)]
        match command.upper():
            case "M" | "L":
                points.append(ends[0])
            case "H":
                points.append(complex(base.real + given[0], here.imag))
            case "V":
                points.append(complex(here.real, base.imag + given[0]))
            case "Q" | "C":
                points.extend(_curve([here, *ends]))
            case "A":
                points.extend(_arc(here, base + complex(*given[5:]), given))
    return points


def _steps(text: str) -> Iterator[tuple[str, list[float]]]:
    """Yield each command with its figures; a command that is not repeated goes on."""
    tokens = _TOKEN.findall(text)
    at, command = 0, ""
    while at < len(tokens):
        if tokens[at].isalpha():
            command, at = tokens[at], at + 1
        count = _TAKES.get(command.upper())
        if count is None or (count == 0 and at < len(tokens)):
            raise DrawingUnknown("a path", command=command)
        figures = tokens[at : at + count]
        if len(figures) < count or any(one.isalpha() for one in figures):
            raise DrawingUnknown("a path cut short", command=command)
        yield command, [float(one) for one in figures]
        at += count
        command = {"M": "L", "m": "l"}.get(command, command)


def _curve(handles: list[complex]) -> Iterator[complex]:
    """Yield the points of a Bézier curve by de Casteljau, without the first."""
    for step in range(1, BENT + 1):
        share, left = step / BENT, handles
        while len(left) > 1:
            left = [one + (other - one) * share for one, other in pairwise(left)]
        yield left[0]


def _arc(start: complex, end: complex, given: list[float]) -> Iterator[complex]:
    """Yield the points of an arc of a circle, without the first (SVG 1.1, F.6.5)."""
    across, down, _, large, sweep = given[:5]
    if across != down or start == end:
        raise DrawingUnknown("an arc of an ellipse")
    half = (end - start) / 2
    rise = math.sqrt(max(across**2 - abs(half) ** 2, 0))
    side = 1 if bool(large) != bool(sweep) else -1
    centre = (start + end) / 2 + side * rise * 1j * half / abs(half)
    span = cmath.phase((end - centre) / (start - centre))
    if sweep and span < 0:
        span += math.tau
    elif not sweep and span > 0:
        span -= math.tau
    for step in range(1, BENT * 2):
        yield centre + (start - centre) * cmath.rect(1, span * step / (BENT * 2))
    yield end
