"""`python -m tools.mutation [--keep]`: mutate, and print the score of each module and what survived.

`--keep` reads the results of the last run without a new one. The exit code is 1 where the score is below `LEAST`.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tomllib
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MUTANTS = ROOT / "mutants"
SAME = Path(__file__).with_name("same.toml")
PACKAGE = "unknot.core."
LEAST = 0.90
"""Of the mutants that are not the same as the original, so many have to be noticed."""
UNNOTICED = {0, 5, 33, 34, 35, None}
"""What mutmut keeps of a mutant that nothing noticed: the tests passed, none looked at it, or it was left out."""


@dataclass(frozen=True, slots=True)
class Change:
    """A change of the rules, as the lines that it takes away and puts in; spaces count once."""

    where: str
    was: str
    now: str


@dataclass
class Module:
    """What became of the mutants of a module."""

    killed: int = 0
    same: int = 0
    survived: list[Change] = field(default_factory=list)

    @property
    def score(self) -> float:
        """The share that was noticed, of those that are not the same."""
        all_but_same = self.killed + len(self.survived)
        return self.killed / all_but_same if all_but_same else 1.0


def main() -> int:
    """Mutate where asked, report; return the exit code."""
    parser = argparse.ArgumentParser(prog="make mutate", description=__doc__)
    parser.add_argument("--keep", action="store_true", help="only report on the last run")
    if not parser.parse_args().keep:
        _mutate()
    return _report(_read(_same()))


def _mutate() -> None:
    """Run mutmut anew: what it kept would not know of tests that came since."""
    shutil.rmtree(MUTANTS, ignore_errors=True)
    mutmut = Path(sys.executable).with_name("mutmut")
    # With CI set, hypothesis tries the same examples each time.
    subprocess.run([mutmut, "run"], cwd=ROOT, env=os.environ | {"CI": "1"}, check=True)


def _same() -> set[Change]:
    """Return the changes that nobody could notice."""
    kept = tomllib.loads(SAME.read_text(encoding="utf-8"))["same"]
    return {Change(one["where"], _plain(one["was"]), _plain(one["now"])) for one in kept}


def _read(same: set[Change]) -> dict[str, Module]:
    """Read what became of every mutant, by module."""
    modules: dict[str, Module] = {}
    unused = set(same)
    for name, code in _results():
        where = name.removeprefix(PACKAGE).partition("__mutmut_")[0]
        module = modules.setdefault(where.partition(".")[0], Module())
        if code not in UNNOTICED:
            module.killed += 1
            continue
        change = _change(name, where)
        if change in same:
            unused.discard(change)
            module.same += 1
        else:
            module.survived.append(change)
    for change in unused:
        print(f"same.toml: there is no such survivor: {change.where}: {change.was} -> {change.now}")
    return modules


def _results() -> Iterator[tuple[str, int | None]]:
    for kept in sorted(MUTANTS.glob("src/unknot/core/*.meta")):
        yield from json.loads(kept.read_text(encoding="utf-8"))["exit_code_by_key"].items()


def _change(name: str, where: str) -> Change:
    os.chdir(ROOT)  # mutmut looks from where it is
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from mutmut.mutation.diff_apply import get_diff_for_mutant

        lines = str(get_diff_for_mutant(name)).splitlines()
    parts = {sign: [line[1:] for line in lines if line[:1] == sign and line[:3] != sign * 3] for sign in "-+"}
    return Change(where, _plain("\n".join(parts["-"])), _plain("\n".join(parts["+"])))


def _plain(text: str) -> str:
    return " ".join(text.split())


def _report(modules: dict[str, Module]) -> int:
    whole = Module()
    for module in modules.values():
        for change in module.survived:
            print(f"\n{change.where}\n  - {change.was}\n  + {change.now}")
        whole.killed += module.killed
        whole.same += module.same
        whole.survived += module.survived
    print(f"\n{'module':12} {'noticed':>8} {'survived':>9} {'the same':>9} {'score':>8}")
    for name, module in [*modules.items(), ("all", whole)]:
        survived = len(module.survived)
        print(f"{name:12} {module.killed:8} {survived:9} {module.same:9} {module.score:8.1%}")
    return 0 if whole.score >= LEAST else 1


if __name__ == "__main__":
    sys.exit(main())
