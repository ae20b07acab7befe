"""The licences of everything in the bundle, in one folder of it: run in the environment that the bundle was made of.

    python -m tools.bundle.licences MANIFEST BUNDLE

Nothing is listed by hand: each file and each module belongs to Python, to a Python package, to a package of the
system or to Unknot, and what belongs to nobody ends the build.
"""

import json
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEXTS = ROOT / "packaging" / "licences"
FOLDER = "licences"
CONTENTS = "CONTENTS.txt"
QT = ("LGPL-3.0.txt", "GPL-3.0.txt", "Qt-replacing.txt", "Qt-third-party.txt")
OF_QT = {"PySide6", "PySide6_Essentials", "PySide6_Addons", "shiboken6"}
"""Their wheels hold no licence: it is the texts of `QT`."""
NO_LICENCE_WORDS = ("licen", "copying", "notice")


class LicenceError(Exception):
    """Something in the bundle has no licence; the text says what, in plain lines."""


@dataclass(frozen=True)
class Owner:
    """Who made a part of the bundle. `texts`: the files with its terms."""

    name: str
    version: str
    texts: tuple[Path, ...]


def owners_of(manifest: Iterable[tuple[str, str]]) -> dict[Owner, list[str]]:
    """Return by owner what is in the bundle, as `(what it is called there, where it came from)`. LicenceError."""
    index = _by_file()
    found: dict[Owner, list[str]] = {}
    orphans = []
    for name, source in manifest:
        owner = _owner(Path(source), index)
        if owner is None or not owner.texts:
            orphans.append(f"{name} (from {source})")
        else:
            found.setdefault(owner, []).append(name)
    if orphans:
        raise LicenceError("No licence is known for:\n  " + "\n  ".join(orphans))
    return found


def _by_file() -> dict[Path, Owner]:
    index = {}
    for distribution in distributions():
        owner = Owner(distribution.metadata["Name"], distribution.version, _texts(distribution))
        for file in distribution.files or ():
            index[Path(str(distribution.locate_file(file))).resolve()] = owner
    return index


def _texts(distribution: Distribution) -> tuple[Path, ...]:
    if distribution.metadata["Name"] in OF_QT:
        return tuple(TEXTS / name for name in QT)
    texts = [
        Path(str(distribution.locate_file(file)))
        for file in distribution.files or ()
        if ".dist-info" in file.parts[0] and any(word in file.name.lower() for word in NO_LICENCE_WORDS)
    ]
    if distribution.metadata["Name"] == "unknot":
        texts.append(ROOT / "resources" / "atlas" / "CREDITS.md")
    return tuple(texts)


def _owner(source: Path, index: dict[Path, Owner]) -> Owner | None:
    source = source.resolve()
    if source in index:
        if source.name.startswith("libicu"):
            return Owner("ICU", source.name.rpartition(".")[2], (TEXTS / "ICU.txt",))
        return index[source]
    if any(source.is_relative_to(ROOT / folder) for folder in ("packaging", "src", "resources")):
        return next((owner for owner in index.values() if owner.name == "unknot"), None)
    return _of_python(source) or _of_system(source)


def _of_python(source: Path) -> Owner | None:
    library = Path(sysconfig.get_path("stdlib")).resolve()
    archive = source.name == "base_library.zip"  # what Python itself begins with, put together by PyInstaller
    is_library = archive or source.name.startswith(("libpython", "python3")) or source.is_relative_to(library)
    if not is_library or "site-packages" in source.parts:
        return None
    version = sysconfig.get_python_version()
    places = (
        library / "LICENSE.txt",
        Path(f"/usr/share/doc/python{version}/copyright"),
        library.parent / "LICENSE.txt",
    )
    return Owner("Python", sys.version.split()[0], tuple(place for place in places if place.is_file())[:1])


def _of_system(source: Path) -> Owner | None:
    """Ask dpkg: libraries of other systems are not known, and would end the build."""
    if shutil.which("dpkg-query") is None:
        return None
    for path in (source, Path(str(source).removeprefix("/usr"))):
        asked = subprocess.run(["dpkg-query", "--search", path], capture_output=True, text=True, check=False)
        if asked.returncode == 0:
            package = asked.stdout.partition(":")[0]
            text = Path(f"/usr/share/doc/{package}/copyright")
            version = subprocess.run(
                ["dpkg-query", "--show", "--showformat=${Version}", package], capture_output=True, text=True, check=True
            ).stdout
            return Owner(package, version, (text,) if text.is_file() else ())
    return None


def write(found: dict[Owner, list[str]], bundle: Path) -> None:
    """Write the texts and the list of contents into the bundle."""
    folder = bundle / FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    lines = ["What is in this folder of the program, whose it is, and where its licence stands.", ""]
    for owner in sorted(found, key=lambda owner: owner.name.lower()):
        copied = [_copy(text, owner, folder) for text in owner.texts]
        lines += [f"{owner.name} {owner.version}".strip(), *(f"    licence: {name}" for name in copied)]
        lines += [f"    {name}" for name in sorted(found[owner])]
        lines.append("")
    (folder / CONTENTS).write_text("\n".join(lines), encoding="utf-8")


def _copy(text: Path, owner: Owner, folder: Path) -> str:
    """Copy a text, under a name that tells whose it is; return that name."""
    name = text.name if text.parent == TEXTS else f"{owner.name}.txt"
    if text.name == "CREDITS.md":
        name = "Unknot-atlas.txt"
    shutil.copyfile(text, folder / name)
    return name


def main(arguments: list[str]) -> int:
    """Write the licences of the bundle; the exit code."""
    manifest, bundle = map(Path, arguments)
    try:
        found = owners_of([(name, source) for name, source in json.loads(manifest.read_text(encoding="utf-8"))])
    except LicenceError as refusal:
        print(refusal, file=sys.stderr)
        return 1
    write(found, bundle)
    print(f"The licences of {len(found)} owners are in {bundle / FOLDER}.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
