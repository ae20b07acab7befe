"""`python3 -m tools.bundle` builds a wheel, a folder, a tarball and, on Debian, a package, into `dist/`."""

import json
import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

from tools.bundle import deb, shares
from tools.bundle.environment import DIST, PYTHON, ROOT, WORK, make_ready, run
from tools.setup import system
from tools.setup.environment import FailedError

SPEC = ROOT / "packaging" / "unknot.spec"
MB = 1_000_000


def main() -> int:
    """Build everything that this system can build; the exit code."""
    try:
        system.make_ready("run", "bundle")
        wheel = make_ready()
        moment_s = _moment_s()
        icons = WORK / "icons"
        run(PYTHON, "-m", "tools.bundle.icons", icons)
        folder = _build_folder(icons)
        run(PYTHON, "-m", "tools.bundle.licences", WORK / "unknot" / "manifest.json", folder)
    except (system.MissingError, FailedError) as refusal:
        print(refusal, file=sys.stderr)
        return 1
    _say_what_was_cut()
    built = [wheel, folder]
    if sys.platform == "linux":
        built.append(_build_tarball(folder, icons, moment_s))
        if shutil.which("dpkg-shlibdeps"):
            built.append(deb.build(folder, icons, WORK, DIST, moment_s))
    for path in built:
        print(f"{size(path) / MB:8.1f} MB  {path.relative_to(ROOT)}")
    return 0


def size(path: Path) -> int:
    """Return the bytes of a file, or of all files in a folder."""
    files = [path] if path.is_file() else [each for each in path.rglob("*") if not each.is_symlink()]
    return sum(each.stat().st_size for each in files if each.is_file())


def _say_what_was_cut() -> None:
    cut = json.loads((WORK / "unknot" / "cut.json").read_text(encoding="utf-8"))
    for reason, saved in sorted(cut.items(), key=lambda row: -row[1]):
        print(f"{saved / MB:8.1f} MB  cut: {reason}")


def _moment_s() -> int:
    """Return when what is built was committed: two builds of the same sources carry the same times."""
    if "SOURCE_DATE_EPOCH" in os.environ:
        return int(os.environ["SOURCE_DATE_EPOCH"])
    asked = subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.strip()
    return int(asked) if asked else int((ROOT / "CHANGELOG.md").stat().st_mtime)


def _build_folder(icons: Path) -> Path:
    shutil.rmtree(DIST / "unknot", ignore_errors=True)
    icon = {"win32": icons / "unknot.ico", "darwin": icons / "unknot.icns"}.get(sys.platform)
    run(
        *(PYTHON, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN"),
        *("--distpath", DIST, "--workpath", WORK, SPEC),
        PYTHONHASHSEED="1",
        UNKNOT_ICON=str(icon or ""),
    )
    return DIST / "unknot"


def _build_tarball(folder: Path, icons: Path, moment_s: int) -> Path:
    """Pack the folder, with what a desktop reads beside it."""
    name = f"unknot-{shares.version()}-linux-{os.uname().machine}"
    share = WORK / "share"
    shutil.rmtree(share, ignore_errors=True)
    shares.lay_out(share, icons)
    target = DIST / f"{name}.tar.xz"

    def plain(member: tarfile.TarInfo) -> tarfile.TarInfo:
        member.uid = member.gid = 0
        member.uname = member.gname = "root"
        member.mtime = moment_s
        return member

    with tarfile.open(target, "w:xz", preset=9) as tarball:
        tarball.add(folder, name, filter=plain)
        tarball.add(share, f"{name}/share", filter=plain)
        tarball.add(ROOT / "packaging" / "linux" / "README.txt", f"{name}/README.txt", filter=plain)
    return target


if __name__ == "__main__":
    sys.exit(main())
