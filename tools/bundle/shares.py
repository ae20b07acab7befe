"""What a Linux desktop reads of a program, laid out below `share/`: for the package and for the tarball alike."""

import gzip
import re
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "packaging" / "linux"
ID = "io.github.unknot.Unknot"
PLACES = {
    f"{ID}.desktop": f"applications/{ID}.desktop",
    f"{ID}.metainfo.xml": f"metainfo/{ID}.metainfo.xml",
    "completions/unknot.bash": "bash-completion/completions/unknot",
    "completions/_unknot": "zsh/vendor-completions/_unknot",
    "completions/unknot.fish": "fish/vendor_completions.d/unknot.fish",
}


def version() -> str:
    """Return the version of the sources."""
    text = (ROOT / "src" / "unknot" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "(.+)"$', text, re.MULTILINE)
    if found is None:
        raise ValueError("src/unknot/__init__.py names no version")
    return found[1]


def lay_out(share: Path, icons: Path) -> None:
    """Write everything below `share`; `icons` holds what `tools.bundle.icons` drew."""
    for source, place in PLACES.items():
        put(SOURCES / source, share / place)
    for icon in icons.glob("*.png"):
        put(icon, share / "icons" / "hicolor" / f"{icon.stem}x{icon.stem}" / "apps" / f"{ID}.png")
    put(ROOT / "resources" / "icons" / "unknot.svg", share / "icons" / "hicolor" / "scalable" / "apps" / f"{ID}.svg")
    pack(SOURCES / "unknot.1", share / "man" / "man1" / "unknot.1.gz")


def put(source: Path, target: Path) -> None:
    """Copy a file that everybody may read and nobody runs."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    target.chmod(0o644)


def pack(source: Path, target: Path) -> None:
    """Copy a file, compressed, the same for the same content."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(gzip.compress(source.read_bytes(), 9, mtime=0))
    target.chmod(0o644)
