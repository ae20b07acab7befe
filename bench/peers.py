"""What others of the kind cost beside the program: Kronometer, GNOME Clocks, Workrave, as far as they are installed.

Measured as in `bench.window`, in the same rounds: seconds to a mapped window, memory (PSS) of the process and those it
starts, CPU over ten seconds. The program has its picture, voice and chimes loaded, they nothing of the kind. What the
session bus starts for them is nobody's child and is left out, as the speech server is.
"""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass

from bench import screen, window
from bench.report import Row, middle
from bench.window import Cost


@dataclass(frozen=True, slots=True)
class Peer:
    """A program of the kind."""

    name: str
    command: str
    title: str
    """Of its window, as a regular expression of bytes: a dash, which Kronometer has in it, is no dot."""
    running: str | None = None
    """The key that starts its clock, where it has one that a key starts."""


PEERS = (
    Peer("Kronometer", "kronometer", "Untitled.*"),
    Peer("Kronometer, its clock running", "kronometer", "Untitled.*", running="space"),
    Peer("GNOME Clocks", "gnome-clocks", "Clocks"),
    Peer("Workrave", "workrave", "Workrave"),
)
PACKAGES = "kronometer gnome-clocks workrave"
TO_BEAT = "GNOME Clocks"
"""Start-up and memory are to be below its own."""
RUNNING_PERCENT = 1.0
"""The target for a session in the panel, in percent of a core."""
KINDS = ("bare", "rest", "session")


def installed() -> list[Peer]:
    """Return those that this machine has."""
    return [peer for peer in PEERS if shutil.which(peer.command)]


def measure(environment: dict[str, str], rounds: int) -> list[Row]:
    """Start each in turn, `rounds` times after one that is not counted; no rows where none is installed."""
    peers = installed()
    if not peers:
        print(f"peers: left out, none is installed (Debian: {PACKAGES}).")
        return []
    found: dict[str, list[Cost]] = {name: [] for name in (*KINDS, *(peer.name for peer in peers))}
    with window.sounding(environment) as heard, tempfile.TemporaryDirectory() as folder:
        where = window.start_button(heard)
        for count in range(rounds + 1):
            costs = {kind: window.run_kind(heard, kind, window.folder_of(folder, kind, count), where) for kind in KINDS}
            costs |= {peer.name: _run(heard, peer) for peer in peers}
            if count:
                for name, cost in costs.items():
                    found[name].append(cost)
    return _rows(found, peers)


def _run(environment: dict[str, str], peer: Peer) -> Cost:
    """Measure one of them once."""

    def settle(pid: int) -> None:
        window.until_calm(pid)
        if peer.running is not None:
            shown = window.wait_for_window(environment, peer.title)
            screen.do(environment, "windowfocus", "--sync", shown, "key", peer.running)

    return window.run_once(environment, [peer.command], peer.title, settle)


def _rows(found: dict[str, list[Cost]], peers: list[Peer]) -> list[Row]:
    """Put the program beside each: at rest beside one at rest, in a session beside a clock that runs."""

    def of(name: str, figure: Callable[[Cost], float]) -> float:
        return middle(map(figure, found[name]))

    rows = []
    for peer in peers:
        ours, doing = ("rest", "at rest") if peer.running is None else ("session", "in a session")
        beaten = peer.name == TO_BEAT
        for name, unit, figure in (
            ("start to visible", "s", _window_s),
            (f"memory {doing}", "MiB", _pss_mib),
            (f"CPU {doing}", "% of a core", _cpu_percent),
        ):
            if peer.running is not None and figure is _window_s:
                continue
            other = of(peer.name, figure)
            target = other if beaten and figure is not _cpu_percent else None
            if peer.running is not None and figure is _cpu_percent:
                target = RUNNING_PERCENT
            rows.append(
                Row(f"{name}, beside {peer.name}", unit, of(ours, figure), of("bare", figure), other, target=target)
            )
    return rows


def _window_s(cost: Cost) -> float:
    return cost.window_s


def _pss_mib(cost: Cost) -> float:
    return cost.pss_mib


def _cpu_percent(cost: Cost) -> float:
    return max(0.0, cost.cpu_percent)  # a thread that ends takes its time with it
