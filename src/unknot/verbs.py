"""The verbs that need no window: what they print, for people and for programs.

Each imports what it needs when it runs, so that none waits for another's libraries, and none for Qt.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from unknot.i18n import _, language

if TYPE_CHECKING:
    from datetime import datetime

    from unknot.core.anatomy import Side
    from unknot.core.plan import Dose, Plan, Technique
    from unknot.core.tally import RegionTally
    from unknot.guide.library import Guide
    from unknot.store.health import Finding
    from unknot.store.settings import Settings

MUSCLES = ("gluteus-medius", "gluteus-minimus", "piriformis")
"""What the guide has without being read: the window need not wait for that."""
DONE, FAILED, WRONG_USE, INTERRUPTED = 0, 1, 2, 130


class WrongUseError(Exception):
    """An argument has a value that nothing can be done with; the message says which in one plain line."""


def say(text: str) -> None:
    """Write a line to stdout."""
    sys.stdout.write(text + "\n")


def complain(text: str) -> None:
    """Write one line to stderr, whatever `text` holds."""
    sys.stderr.write(f"unknot: {' '.join(text.split())}\n")


def the_guide() -> "Guide":
    """Return the guide in the language of the system."""
    from unknot import resources
    from unknot.guide.library import load

    return load(resources.root(), language())


def check_muscle(muscle: str) -> "Guide":
    """Return the guide, or raise WrongUseError for a muscle that it does not have."""
    guide = the_guide()
    known = [known.id for known in guide.anatomy.muscles]
    if muscle not in known:
        raise WrongUseError(_("--muscle: {id} is none of {known}").format(id=muscle, known=", ".join(known)))
    return guide


# Plan


def plan(arguments: argparse.Namespace) -> int:
    """Show the timeline of a session."""
    from unknot.core.anatomy import Region, Side
    from unknot.core.plan import PlanError, build_plan

    guide = check_muscle(arguments.muscle)
    muscle = guide.anatomy.muscle(arguments.muscle)
    try:
        dose = _dose(arguments, muscle.spots_default)
        plan = build_plan(Region(muscle.id, Side(arguments.side)), dose, muscle.spots_max)
    except PlanError as error:
        raise WrongUseError(str(error)) from error
    if arguments.json:
        say(json.dumps(_plan_as_json(plan)))
    else:
        _tell_plan(plan, guide)
    return DONE


def _dose(arguments: argparse.Namespace, spots: int) -> "Dose":
    from unknot.core.plan import Dose

    asked = {"compression_s": arguments.compression, "spots": arguments.spots, "lead_in_s": arguments.lead_in}
    given = {name: value for name, value in asked.items() if value is not None}
    if arguments.techniques is not None:
        given["techniques"] = _techniques(arguments.techniques)
    return Dose(**({"spots": spots} | given))


def _techniques(text: str) -> "tuple[Technique, ...]":
    from unknot.core.plan import Technique

    names = [name.strip() for name in text.split(",")]
    for name in names:
        if name not in [*Technique]:
            known = ", ".join(Technique)
            raise WrongUseError(_("--techniques: '{name}' is none of {known}").format(name=name, known=known))
    return tuple(technique for technique in Technique if technique in names)


def _plan_as_json(plan: "Plan") -> dict[str, object]:
    return {
        "muscle": plan.region.muscle,
        "side": plan.region.side,
        "total_s": plan.total_s,
        "phases": [
            {
                "kind": phase.kind,
                "spot": phase.spot,
                "start_s": start_s,
                "duration_s": phase.duration_s,
                "tool": phase.tool,
            }
            for phase, start_s in zip(plan.phases, plan.starts_s(), strict=True)
        ],
    }


def _tell_plan(plan: "Plan", guide: "Guide") -> None:
    muscle, side = guide.anatomy.muscle(plan.region.muscle).name, _side(plan.region.side)
    say(_("{muscle}, {side}: {time}").format(muscle=muscle, side=side, time=_clock(plan.total_s)))
    for index, start_s in enumerate(plan.starts_s()):
        length = _clock(plan.phases[index].duration_s)
        say(f"{_clock(start_s):>8}{length:>8}  {_phase_name(plan, index, guide)}")


def _phase_name(plan: "Plan", index: int, guide: "Guide") -> str:
    phase = plan.phases[index]
    if move := guide.moves.at(plan, index):
        return move.name
    assert phase.technique is not None
    name = guide.techniques[phase.technique].name
    return name if phase.spot is None else _("{name}, spot {n}").format(name=name, n=phase.spot)


def _side(side: "Side") -> str:
    return _("left") if side.value == "left" else _("right")


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds, 1), 60)
    return f"{minutes:.0f}:{rest:02.0f}" if rest.is_integer() else f"{minutes:.0f}:{rest:04.1f}"


# The record


def today(arguments: argparse.Namespace) -> int:
    """Show today's repetitions, when each muscle was last done, and which is next."""
    from unknot.core.due import next_due
    from unknot.core.tally import day_of
    from unknot.store.places import find_places
    from unknot.store.standing import standings
    from unknot.store.visit import visit
    from unknot.ui.words import ago, region_name

    at = now()
    places = find_places(arguments.data_dir)
    settings = read_settings_of(places.settings)
    anatomy = the_guide().anatomy
    with visit(places, at) as record:
        day = day_of(at, settings.boundary)
        found, _rests = standings(record, day, anatomy.regions(), settings.goal, at)
    tallies = [one.tally for one in found]
    if arguments.json:
        completed = sum(one.completed for one in tallies)
        say(json.dumps({"day": day.isoformat(), "completed": completed, "by_muscle": [*map(_tally_as_json, tallies)]}))
        return DONE
    done = [one for one in tallies if one.completed or one.partial or one.stopped or one.interrupted]
    if not done:
        say(_("Nothing yet today."))
    for one in found:
        said = [_tally_in_words(one.tally)] if one.tally in done else []
        if one.last is not None:
            said.append(_("last {ago}").format(ago=ago(at - one.last)))
        if said:
            say(f"{region_name(anatomy, one.region)}: {', '.join(said)}")
    due = next_due(found)
    if due is not None:
        say(_("Next: {who}").format(who=region_name(anatomy, due)))
    return DONE


def _tally_as_json(one: "RegionTally") -> dict[str, object]:
    return {
        "muscle": one.region.muscle,
        "side": one.region.side,
        "goal": one.goal,
        "completed": one.completed,
        "partial": one.partial,
        "stopped": one.stopped,
        "seconds": round(float(one.seconds), 3),
    }


def _tally_in_words(one: "RegionTally") -> str:
    said = [_("{count} of {goal}").format(count=one.completed, goal=one.goal)]
    others = {_("{n} in part"): one.partial, _("{n} stopped"): one.stopped, _("{n} interrupted"): one.interrupted}
    return ", ".join(said + [text.format(n=count) for text, count in others.items() if count])


def now() -> "datetime":
    """Return the time of day here, with its offset from UTC."""
    from datetime import datetime

    return datetime.now().astimezone()


def read_settings_of(path: Path) -> "Settings":
    """Return the settings at `path`; what is wrong with them goes to stderr."""
    from unknot.store.settings import read_settings

    settings, note = read_settings(path)
    if note:
        complain(note)
    return settings


# Doctor


def doctor(arguments: argparse.Namespace) -> int:
    """Look for what keeps Unknot from working; FAILED where something does."""
    from unknot.store.health import examine
    from unknot.store.places import name_places

    findings = [*_platform(), *_heard(), *examine(name_places(arguments.data_dir))]
    if arguments.json:
        rows = [{"name": one.name, "status": one.status, "detail": one.detail, "do": one.do} for one in findings]
        say(json.dumps(rows))
    else:
        for one in findings:
            say(f"{one.status:<5} {one.name}: {one.detail}" + (f" {one.do}" if one.do else ""))
    return FAILED if any(one.status == "fail" for one in findings) else DONE


def _platform() -> "Iterator[Finding]":
    from unknot.desktop import libraries
    from unknot.store.health import Finding

    if missing := libraries.missing_libraries():
        detail = _("Missing: {names}").format(names=", ".join(item.library for item in missing))
        yield Finding("platform libraries", "fail", detail, libraries.install_line(missing))
    else:
        yield Finding("platform libraries", "ok", _("All are there."))
    if problem := libraries.screen_problem():
        advice = _("Start Unknot from a desktop; `unknot demo` needs no screen.")
        yield Finding("screen", "warn", problem, advice)
    else:
        yield Finding("screen", "ok", _("It answers."))
    if problem := libraries.font_problem():
        yield Finding("fonts", "warn", problem, libraries.font_install_line())
    else:
        yield Finding("fonts", "ok", _("There are fonts."))


def _heard() -> "Iterator[Finding]":
    """Look whether anything would be heard. Never a failure: a session can be followed by the picture alone."""
    from unknot.desktop.sound_check import check, sound_words, voice_words
    from unknot.store.health import Finding

    of_voice, of_sound = check(language())
    for name, (detail, advice) in (("sound", sound_words(of_sound)), ("voice", voice_words(of_voice, language()))):
        yield Finding(name, "warn" if advice else "ok", detail, advice)
