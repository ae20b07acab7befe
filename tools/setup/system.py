"""The system packages of `system_packages.toml`: which are missing here, and how they come."""

import contextlib
import importlib.util
import os
import platform
import shlex
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

LIST = Path(__file__).with_name("system_packages.toml")


class MissingError(Exception):
    """A system package is missing and was not installed; the text says what to do."""


@dataclass(frozen=True)
class Family:
    """Distributions that share a package tool."""

    name: str
    """Its column in the list, and its word in /etc/os-release."""
    query: tuple[str, ...]
    """Prints a line for each installed package of those named after it."""
    mark: str
    """What such a line begins with, before the package's name."""
    install: tuple[str, ...]
    """Installs the packages named after it."""


FAMILIES = (
    Family(
        "debian",
        ("dpkg-query", "--show", "--showformat=${db:Status-Status} ${Package}\n"),
        "installed ",
        ("apt-get", "install", "--no-install-recommends"),
    ),
    Family("fedora", ("rpm", "-q", "--queryformat", "installed %{NAME}\n"), "installed ", ("dnf", "install")),
    Family("arch", ("pacman", "-Qq"), "", ("pacman", "-S", "--needed")),
)


def make_ready(*purposes: str) -> None:
    """Install what is missing for `run`, `test` or `bundle`, as root on Debian or Ubuntu.

    Elsewhere raise `MissingError`, naming the command.
    """
    if sys.platform == "linux":  # elsewhere the wheels bring everything
        family = _family()
        if family is None:
            print("This Linux is not one of Debian, Fedora or Arch: its packages are not checked.", file=sys.stderr)
        elif missing := _missing(family, _wanted(family, purposes)):
            _install(family, missing, root=os.geteuid() == 0)


def _install(family: Family, missing: list[tuple[str, ...]], *, root: bool) -> None:
    if root and family.name == "debian":
        with contextlib.suppress(MissingError):  # one broken source among the user's own is no reason to stop
            _apt_get(("update",))
        names = _choose(missing)
        print(f"Installing {len(names)} system packages: {' '.join(names)}", flush=True)
        _apt_get(("install", "--no-install-recommends", *names))
    else:
        command = shlex.join((*(() if root else ("sudo",)), *family.install, *_choose(missing)))
        message = f"System packages are missing. This installs them; then run make again:\n\n  {command}\n"
        raise MissingError(message)


def _family() -> Family | None:
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        return None
    words = (release.get("ID", ""), *release.get("ID_LIKE", "").split())
    return next((family for word in words for family in FAMILIES if family.name == word), None)


def _wanted(family: Family, purposes: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Every package, each with all its names."""
    groups = tomllib.loads(LIST.read_text(encoding="utf-8"))["packages"]
    names = [name for group in groups if group["for"] in purposes for name in group[family.name]]
    if family.name == "debian" and importlib.util.find_spec("ensurepip") is None:
        names.append(f"python3.{sys.version_info[1]}-venv")  # Debian's Python comes without it
    if family.name == "debian" and "bundle" in purposes and sys.base_prefix == "/usr":
        names.append(f"libpython3.{sys.version_info[1]}")  # and a bundle can't be made of one without
    return [tuple(part.strip() for part in name.split("|")) for name in names]


def _missing(family: Family, wanted: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    names = [name for package in wanted for name in package]
    lines = _output((*family.query, *names))
    installed = {line.removeprefix(family.mark) for line in lines if line.startswith(family.mark)}
    return [package for package in wanted if installed.isdisjoint(package)]


def _choose(packages: list[tuple[str, ...]]) -> list[str]:
    """One name for each package: the first that apt can install, or the last where apt does not know."""
    known: set[str] = set()
    if any(len(package) > 1 for package in packages):
        # A block for each package: "name:", "  Installed: ...", "  Candidate: 1.2" or "(none)", ...
        for line in _output(("apt-cache", "policy", *(name for package in packages for name in package))):
            if not line.startswith(" "):
                name = line.removesuffix(":")
            elif line.startswith("  Candidate:") and "(none)" not in line:
                known.add(name)
    return [next((name for name in package if name in known), package[-1]) for package in packages]


def _output(command: tuple[str, ...]) -> list[str]:
    """Return the lines that `command` prints, in English whatever the user's language is."""
    environment = {**os.environ, "LC_ALL": "C"}
    run = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    return run.stdout.splitlines()


def _apt_get(arguments: tuple[str, ...]) -> None:
    """Run apt-get without questions; what it says is shown only when it fails."""
    command = ("apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120", *arguments)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    run = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=environment,
        check=False,
    )
    if run.returncode:
        message = f"{run.stdout}\nThis failed: {shlex.join(command)}"
        raise MissingError(message)
