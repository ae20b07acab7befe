"""Nothing goes into a bundle whose owner and terms are not known."""

import sys
import sysconfig
from pathlib import Path

import msgspec
import PySide6
import pytest
from tools.bundle import licences

ROOT = Path(__file__).parents[2]
SOURCES = [
    ("msgspec", msgspec.__file__),
    ("PySide6/QtCore.abi3.so", str(Path(PySide6.__path__[0]) / "QtCore.abi3.so")),
    ("json", str(Path(sysconfig.get_path("stdlib")) / "json" / "__init__.py")),
    ("start", str(ROOT / "packaging" / "start.py")),
]


def test_everything_has_its_owner_and_every_owner_its_terms() -> None:
    found = licences.owners_of(SOURCES)
    assert {owner.name: names for owner, names in found.items()} == {
        "msgspec": ["msgspec"],
        "PySide6_Essentials": ["PySide6/QtCore.abi3.so"],
        "Python": ["json"],
        "unknot": ["start"],
    }
    assert all(text.stat().st_size for owner in found for text in owner.texts)


def test_what_belongs_to_nobody_ends_the_build(tmp_path: Path) -> None:
    stray = tmp_path / "libstray.so.1"
    stray.write_bytes(b"?")
    with pytest.raises(licences.LicenceError, match=r"libstray\.so\.1 \(from .+\)"):
        licences.owners_of([*SOURCES, ("libstray.so.1", str(stray))])


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux wheels of Qt bring ICU as a library")
def test_icu_has_terms_of_its_own_though_it_comes_with_qt() -> None:
    (library,) = (Path(PySide6.__path__[0]) / "Qt" / "lib").glob("libicudata.so.*")
    (owner,) = licences.owners_of([("libicudata", str(library))])
    assert owner.name == "ICU"


def test_the_texts_and_a_list_of_what_they_are_for_go_into_the_bundle(tmp_path: Path) -> None:
    licences.write(licences.owners_of(SOURCES), tmp_path)
    folder = tmp_path / licences.FOLDER
    listed = (folder / licences.CONTENTS).read_text("utf-8").splitlines()
    for name, _ in SOURCES:
        assert f"    {name}" in listed
    named = {line.removeprefix("    licence: ") for line in listed if line.startswith("    licence: ")}
    assert named == {file.name for file in folder.iterdir()} - {licences.CONTENTS}
    assert {*licences.QT} < named
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in (folder / "LGPL-3.0.txt").read_text("utf-8")
