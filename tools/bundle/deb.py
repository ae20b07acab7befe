"""The Debian package of the bundle: what Debian has of its own is left to Debian and depended on, by its exact name."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from tools.bundle import shares

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "packaging" / "debian"
HOME = "usr/lib/unknot"
LEFT_TO_DEBIAN = ("libexpat.so.1", "libffi.so.8", "libsqlite3.so.0", "libuuid.so.1", "libz.so.1")
"""Python's modules link them; Qt's wheel brings its own of whatever else it needs."""


def build(bundle: Path, icons: Path, work: Path, dist: Path, moment_s: int) -> Path:
    """Write the package of `bundle` into `dist` and return it. All its times are `moment_s`, since 1970."""
    version = shares.version()
    tree = work / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    _fill(tree, bundle, icons)
    doc = tree / "usr" / "share" / "doc" / "unknot"
    shares.put(SOURCES / "copyright", doc / "copyright")
    _write_changelog(doc / "changelog.gz", work, version, moment_s)
    shares.put(SOURCES / "lintian-overrides", tree / "usr" / "share" / "lintian" / "overrides" / "unknot")
    architecture = _ask("dpkg", "--print-architecture").strip()
    control = (SOURCES / "control").read_text(encoding="utf-8")
    (tree / "DEBIAN").mkdir()
    fields = {
        "VERSION": version,
        "ARCHITECTURE": architecture,
        "SIZE": str(sum(path.lstat().st_size for path in tree.rglob("*") if not path.is_dir()) // 1024),
        "DEPENDS": _depends(tree / HOME, work),
    }
    for name, value in fields.items():
        control = control.replace(f"@{name}@", value)
    (tree / "DEBIAN" / "control").write_text(control, encoding="utf-8")
    (tree / "DEBIAN" / "md5sums").write_text(_sums(tree), encoding="utf-8")
    _same_times(tree, moment_s)
    package = dist / f"unknot_{version}_{architecture}.deb"
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(moment_s)}
    command = ["dpkg-deb", "--root-owner-group", "-Zxz", "-z9", "--build", str(tree), str(package)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
    return package


def _fill(tree: Path, bundle: Path, icons: Path) -> None:
    home = tree / HOME
    shutil.copytree(bundle, home, symlinks=True)
    for name in LEFT_TO_DEBIAN:
        (home / "_internal" / name).unlink(missing_ok=True)
    for path in [tree, *tree.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path == home / "unknot" else 0o644)
    (tree / "usr" / "bin").mkdir()
    (tree / "usr" / "bin" / "unknot").symlink_to("../lib/unknot/unknot")
    shares.lay_out(tree / "usr" / "share", icons)


def _depends(home: Path, work: Path) -> str:
    """Return what every library and plugin of the bundle links from Debian, as dpkg-shlibdeps names it."""
    place = work / "shlibdeps"
    (place / "debian").mkdir(parents=True, exist_ok=True)
    (place / "debian" / "control").write_text("Source: unknot\n\nPackage: unknot\nArchitecture: any\n")
    files = sorted(_machine_code(home))
    own = sorted({str(file.parent) for file in files})
    command = ["dpkg-shlibdeps", "-O", "--ignore-missing-info", *(f"-l{folder}" for folder in own), *map(str, files)]
    asked = subprocess.run(command, cwd=place, capture_output=True, text=True, check=False)
    if asked.returncode:
        message = f"dpkg-shlibdeps does not know what the bundle needs:\n{asked.stderr}"
        raise ValueError(message)
    return asked.stdout.partition("shlibs:Depends=")[2].strip()


def _machine_code(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                if file.read(4) == b"\x7fELF":
                    yield path


def _write_changelog(target: Path, work: Path, version: str, moment_s: int) -> None:
    """Write what Debian calls a changelog; CHANGELOG.md is the one to read."""
    when = datetime.fromtimestamp(moment_s, UTC).strftime("%a, %d %b %Y %H:%M:%S +0000")
    who = _field("Maintainer")
    text = f"unknot ({version}) unstable; urgency=medium\n\n  * CHANGELOG.md says what is new.\n\n -- {who}  {when}\n"
    plain = work / "changelog"
    plain.write_text(text, encoding="utf-8")
    shares.pack(plain, target)


def _field(name: str) -> str:
    found = re.search(rf"^{name}: (.+)$", (SOURCES / "control").read_text(encoding="utf-8"), re.MULTILINE)
    assert found is not None
    return found[1]


def _sums(tree: Path) -> str:
    files = sorted(path for path in (tree / "usr").rglob("*") if path.is_file() and not path.is_symlink())
    return _ask("md5sum", *(str(path.relative_to(tree)) for path in files), cwd=tree)


def _same_times(tree: Path, moment_s: int) -> None:
    for path in _deepest_first(tree):
        os.utime(path, (moment_s, moment_s), follow_symlinks=False)


def _deepest_first(tree: Path) -> Iterable[Path]:
    return sorted([tree, *tree.rglob("*")], key=lambda path: len(path.parts), reverse=True)


def _ask(*command: str, cwd: Path = ROOT) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True, cwd=cwd).stdout
