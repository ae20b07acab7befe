"""The command line: what may be asked, which verb answers, and the one plain line when something goes wrong."""

import argparse
import contextlib
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from unknot import __version__, verbs
from unknot.i18n import _

FASTEST = 1000.0
"""The highest speed of a rehearsal."""
_SIDES = ("left", "right")


@dataclass(frozen=True, slots=True)
class WindowOptions:
    """How the window is asked for. `side` is left or right, `speed` other than 1 a rehearsal; `in_tray`: in a tray."""

    data_dir: Path | None
    muscle: str | None
    side: str | None
    speed: float
    distance: bool = False
    in_tray: bool = False


def parse(argv: list[str] | None) -> argparse.Namespace:
    """Read the arguments: `verb` is None for the window. SystemExit, after one line on stderr, for wrong use."""
    words = sys.argv[1:] if argv is None else argv
    parser = window_parser()
    arguments, left = parser.parse_known_args(words) if _for_the_window(words) else (None, words)
    if arguments is None or left:
        parser = whole_parser()
        arguments = parser.parse_args(words)
    options = (arguments.window_muscle, arguments.window_side, arguments.speed, arguments.distance, arguments.in_tray)
    if arguments.verb is not None and any(options):
        parser.error(_("--muscle, --side, --distance, --in-tray and --speed before a verb are for the window only"))
    if arguments.window_side and not arguments.window_muscle:
        parser.error(_("--side needs --muscle"))
    if arguments.data_dir is None and os.environ.get("UNKNOT_DATA_DIR"):
        arguments.data_dir = Path(os.environ["UNKNOT_DATA_DIR"])
    return arguments


def _for_the_window(words: Sequence[str]) -> bool:
    """Whether it looks as if no verb was given: then none needs to be known, and the window is up 5 ms sooner."""
    return not (words and not words[0].startswith("-")) and not {"-h", "--help"} & set(words)


def window_options(arguments: argparse.Namespace) -> WindowOptions:
    """Return how the window is asked for. WrongUseError for a muscle that is not known."""
    if arguments.window_muscle and arguments.window_muscle not in verbs.MUSCLES:
        verbs.check_muscle(arguments.window_muscle)
    return WindowOptions(
        arguments.data_dir,
        arguments.window_muscle,
        arguments.window_side,
        arguments.speed or 1.0,
        arguments.distance,
        arguments.in_tray,
    )


def run(arguments: argparse.Namespace) -> int:
    """Run the verb that `arguments` name, and return the exit code."""
    from unknot import carrying

    known = {
        "plan": verbs.plan,
        "today": verbs.today,
        "doctor": verbs.doctor,
        "export": carrying.export,
        "import": carrying.import_file,
        "backup": carrying.backup,
        "restore": carrying.restore,
    }
    return known[arguments.verb](arguments)


def fail(error: Exception, data_dir: Path | None) -> int:
    """Say in one plain line what went wrong, and return the exit code. What nobody expected goes to the log as well."""
    from unknot.guide.reading import GuideError
    from unknot.store.errors import StoreError

    if isinstance(error, verbs.WrongUseError):
        verbs.complain(str(error))
        return verbs.WRONG_USE
    if isinstance(error, StoreError | GuideError):
        verbs.complain(str(error))
        return verbs.FAILED
    log = _log(error, data_dir)
    what = str(error) or type(error).__name__
    verbs.complain(_("something went wrong ({what}); details are in {log}").format(what=what, log=log))
    return verbs.FAILED


def _log(error: Exception, data_dir: Path | None) -> Path:
    from unknot.store.errors import StoreError
    from unknot.store.places import find_places, name_places

    log = name_places(data_dir).log
    with contextlib.suppress(StoreError):
        log = find_places(data_dir).log
    log_error(error, log)
    return log


def log_error(error: BaseException, log: Path) -> None:
    """Add an error that nobody expected, with where it came from, to the log."""
    import traceback

    from unknot.store.files import add_to_log

    text = "".join(traceback.format_exception(error))
    add_to_log(log, f"{verbs.now().isoformat(timespec='seconds')} unknot {__version__}\n{text}")


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        verbs.complain(message)
        raise SystemExit(verbs.WRONG_USE)


def window_parser() -> argparse.ArgumentParser:
    """Return what reads the arguments of the window."""
    parser = _Parser(
        prog="unknot", description=_("A guided self-massage timer for glutes and hips."), allow_abbrev=False
    )
    parser.add_argument("--version", action="version", version=f"unknot {__version__}")
    parser.add_argument("--data-dir", type=_folder, metavar="DIR", help=_("keep everything in this folder"))
    parser.add_argument(
        "--muscle", dest="window_muscle", metavar="ID", help=_("open the window with this muscle picked")
    )
    parser.add_argument("--side", dest="window_side", choices=_SIDES, help=_("the person's own left or right"))
    parser.add_argument("--distance", action="store_true", help=_("sessions fill the screen, to be read from afar"))
    parser.add_argument("--in-tray", action="store_true", help=_("begin in the system's tray, if that is on and there"))
    parser.add_argument("--speed", type=_speed, metavar="N", help=_("rehearse N times as fast; never counted"))
    parser.set_defaults(verb=None)
    return parser


def whole_parser() -> argparse.ArgumentParser:
    """Return what reads the arguments of the window and of every verb."""
    parser = window_parser()
    # Also after the verb; there it must not undo what stood before.
    everywhere = _Parser(add_help=False, argument_default=argparse.SUPPRESS)
    everywhere.add_argument("--data-dir", type=_folder, metavar="DIR", help=_("keep everything in this folder"))
    commands = parser.add_subparsers(dest="verb", metavar="VERB", title=_("without a window"))

    def verb(name: str, text: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=text, description=text, parents=[everywhere], allow_abbrev=False)

    plan = verb("plan", _("show the timeline of a session"))
    plan.add_argument("--muscle", required=True, metavar="ID")
    plan.add_argument("--side", required=True, choices=_SIDES)
    plan.add_argument("--compression", type=float, metavar="S", help=_("seconds of sustained compression"))
    plan.add_argument("--spots", type=int, metavar="N", help=_("how many spots"))
    plan.add_argument("--techniques", metavar="A,B,C", help=_("some of compression,friction,stripping"))
    plan.add_argument("--lead-in", type=float, metavar="S", help=_("seconds to get into position"))
    today = verb("today", _("show today's repetitions"))
    for name, text, file in (
        ("export", _("write everything to a file"), _("NAME.json for everything, NAME.csv for the sessions")),
        ("import", _("take a file in; nothing is doubled"), _("NAME.json or NAME.csv, as export writes it")),
        ("backup", _("copy the whole record"), _("where the copy goes")),
        ("restore", _("put a copy in the place of the record"), _("what backup made")),
    ):
        verb(name, text).add_argument("file", type=Path, metavar="FILE", help=file)
    doctor = verb("doctor", _("look for what keeps Unknot from working"))
    for command in (plan, today, doctor):
        command.add_argument("--json", action="store_true", help=_("for other programs"))
    verb("demo", _("play a session at speed without a screen")).add_argument(
        "--out", type=Path, metavar="DIR", help=_("where the pictures go")
    )
    return parser


def _folder(text: str) -> Path:
    if not text:
        raise argparse.ArgumentTypeError(_("the name is empty"))
    return Path(text)


def _speed(text: str) -> float:
    with contextlib.suppress(ValueError):
        if 0 < float(text) <= FASTEST:  # also refuses NaN
            return float(text)
    raise argparse.ArgumentTypeError(_("must be more than 0 and at most {most:g}").format(most=FASTEST))
