"""How fast the hand goes, for the marks that move on the picture: pure arithmetic on the seconds of a phase.

Lengths are fractions of stature, as everywhere; a stature of `STATURE_CM` turns them into a way on a floor.
"""

from dataclasses import dataclass
from math import cos, pi, sin

STATURE_CM = 170.0
"""The person for whom centimetres are counted (the program's own: near the middle of the survey's adults)."""
STRIP_CM_S = 2.5
"""Speed of stripping: about an inch a second (realsimple.com, on foam rolling; beyond the guide)."""
LIFT_S = 1.5
"""Time to come back off the skin to where the next stroke begins (the program's own)."""
CIRCLE_S = 2.0
"""Time for one small circle of friction (the program's own)."""
PULSE_S = 4.0
"""Time for the still pulse of a compression to come and go: a slow breath (the program's own)."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """Where a stripping stroke is: `along` its way, 0 at the pelvis to 1 at the hip joint; `lifted` off the skin."""

    along: float
    lifted: bool


def stroke(elapsed_s: float, length: float) -> Stroke:
    """Return where the stroke is, `elapsed_s` seconds into stripping along a way of `length` (statures, above 0)."""
    down_s = length * STATURE_CM / STRIP_CM_S
    at_s = elapsed_s % (down_s + LIFT_S)
    if at_s <= down_s:
        return Stroke(at_s / down_s, lifted=False)
    return Stroke(1 - (at_s - down_s) / LIFT_S, lifted=True)


def circle(elapsed_s: float) -> tuple[float, float]:
    """Return where on a circle of radius 1 the friction is; it begins at the top."""
    turn = 2 * pi * elapsed_s / CIRCLE_S
    return sin(turn), cos(turn)


def pulse(elapsed_s: float) -> float:
    """Return how far the pulse of a compression has come, 0 at rest to 1 and back."""
    return (1 - cos(2 * pi * elapsed_s / PULSE_S)) / 2
