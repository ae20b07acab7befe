"""`python -m tools.moving [--out FILE] [--frames DIRECTORY] [--stills DEMO]` writes the pictures of the README."""

import argparse
import asyncio
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image

from unknot import aio, demo
from unknot.core.anatomy import Region, Side
from unknot.core.plan import Dose, Kind, build_plan
from unknot.core.session import Event, Session, Snapshot, step
from unknot.desktop.application import make_application
from unknot.i18n import _
from unknot.ui import theme

OUT = Path(__file__).parents[2] / "docs" / "pictures" / "session.webp"
SIZE, WIDTH_PX = demo.SIZES[0], 880
"""Of the window, and as wide as it is shown."""
REGION = Region("piriformis", Side.LEFT)
STILLS = {
    "2-found-1024x700-light": "found",
    "3-check-1024x700-light": "check",
    "12-distance-compression-1366x768-dark": "distance",
    "16-month-1024x700-light": "days",
}
"""Which of the demo's pictures are taken, and what they are called then."""
STILL_PX = 720
MOST_MB = 1.5
QUALITY = 72
READ_MS, MOVE_MS = 1600, 200
"""How long a still frame stands, and one in which the hand's mark moves."""
SETTLE_S = 0.3
"""What is drawn when nothing else happens has been drawn after so long."""
PARTS = (
    (Kind.LEAD_IN, 3.0, 3.2),
    (Kind.COMPRESSION, 0.0, 3.8),
    (Kind.COMPRESSION, 29.0, 32.8),
    (Kind.FRICTION, 8.0, 11.8),
    (Kind.CHANGE, 4.0, 4.2),
    (Kind.STRIPPING, 4.0, 8.6),
)
"""What is shown of which phase: from and until so many seconds into it."""


class Moving(demo.Showing):
    """One run through a session, a frame for each moment that is shown."""

    frames: list[tuple[str, int]]

    async def play(self) -> None:
        """Pick, find, and show the moments of a session that waits meanwhile."""
        self.frames = []
        window, practice = self.parts.window, self.parts.practice
        window.calm(still=True)
        practice.pick(None)
        window.show()
        await self._frame(READ_MS)
        practice.pick(REGION)
        await practice.refresh()
        for place in range(len(practice.guide.anatomy.muscle(REGION.muscle).finding)):
            window.atlas.show_step(place)
            await self._frame(READ_MS)
        window.atlas.show_step(None)
        await self._begin(None)
        self._press(_("Pause"))
        window.calm(still=False)
        shown: Kind | None = None
        for moment in moments(practice.guide.anatomy.most_spots[REGION.muscle]):
            window.show_snapshot(moment)
            if moment.session.phase.kind is not shown:
                await asyncio.sleep(SETTLE_S)
                window.show_snapshot(moment)
            shown = moment.session.phase.kind
            resting = moment.session.phase.technique is None
            await self._frame(READ_MS if resting else MOVE_MS)
        self._press(_("Stop now"))
        await self._until(lambda: self._dialog() is not None)
        self._press(practice.guide.stop.reasons[next(iter(practice.guide.stop.reasons))])
        await self._until(lambda: self._dialog() is None)
        window.hide()
        self.parts.keeper.flush()
        await self.parts.tasks.end()
        await asyncio.to_thread(self.parts.journal.close)
        window.deleteLater()

    async def _frame(self, ms: int) -> None:
        """Take a frame that stands for `ms`; one in which the mark moves is of this very moment."""
        name = f"{len(self.frames):03}"
        self.frames.append((name, ms))
        if ms == READ_MS:
            await self._picture(name)
        else:
            self.shoot(name)


def moments(most_spots: int) -> Iterator[Snapshot]:
    """Yield the moments of a session that are shown, `MOVE_MS` apart where the mark moves."""
    plan = build_plan(REGION, Dose(spots=1), most_spots)
    starts = {phase.kind: start for phase, start in reversed([*zip(plan.phases, plan.starts_s(), strict=True)])}
    session, _effects = step(Session(plan), Event.START, 0.0)
    now = 0.0
    for kind, from_s, until_s in PARTS:
        while now < starts[kind] + from_s:
            now = min(now + 1.0, starts[kind] + from_s)
            session, _effects = step(session, Event.OBSERVE, now)
        while now < starts[kind] + until_s:
            yield Snapshot(session, now)
            now += MOVE_MS / 1000
            session, _effects = step(session, Event.OBSERVE, now)


def main(arguments: list[str]) -> int:
    """Write the picture; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tools.moving", description=__doc__)
    parser.add_argument("--out", type=Path, default=OUT, help="where to write the picture")
    parser.add_argument("--frames", type=Path, help="where to leave each frame, to look at")
    parser.add_argument("--stills", type=Path, help="where the demo left its pictures, to take some of them as well")
    options = parser.parse_args(arguments)
    if options.stills:
        take_stills(options.stills, options.out.parent)
    with tempfile.TemporaryDirectory() as folder:
        frames = options.frames or Path(folder, "frames")
        frames.mkdir(parents=True, exist_ok=True)
        application = make_application()
        taken: list[tuple[str, int]] = []

        async def showing() -> int:
            moving = Moving(application, Path(folder, "data"), theme.LIGHT, SIZE, frames)
            await moving.play()
            taken.extend(moving.frames)
            return 0

        aio.run(application, showing)
        pictures = [_small(next(frames.glob(f"{name}-*.png"))) for name, _ms in taken]
    first, *others = pictures
    times = [ms for _name, ms in taken]
    first.save(options.out, save_all=True, append_images=others, duration=times, loop=0, quality=QUALITY, method=6)
    size_mb = options.out.stat().st_size / 1e6
    print(f"{options.out}: {len(pictures)} frames, {sum(times) / 1000:.0f} s, {size_mb:.2f} MB")
    if size_mb > MOST_MB:
        print(f"That is more than {MOST_MB} MB.", file=sys.stderr)
        return 1
    return 0


def take_stills(demo_pictures: Path, out: Path) -> None:
    """Write some of the demo's pictures as they are shown in the README."""
    for name, called in STILLS.items():
        _small(demo_pictures / f"{name}.png", STILL_PX).save(out / f"{called}.webp", quality=QUALITY, method=6)


def _small(file: Path, width_px: int = WIDTH_PX) -> Image.Image:
    """Return a picture as wide as it is shown."""
    with Image.open(file) as picture:
        size = width_px, round(width_px * picture.height / picture.width)
        return picture.convert("RGB").resize(size, Image.Resampling.LANCZOS)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
