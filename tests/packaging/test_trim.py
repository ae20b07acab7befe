"""What goes into a bundle: what something kept needs, and plugins by name."""

from tools.bundle import trim
from tools.bundle.trim import Entry

QT = "PySide6/Qt/lib"
PLUGINS = "PySide6/Qt/plugins"


def library(place: str, *, system: bool = False) -> Entry:
    return (place, f"/usr/lib/x86_64-linux-gnu/{place}" if system else f"/venv/{place}", "BINARY")


def split(entries: list[Entry], links: dict[str, list[str]]) -> trim.Split:
    """Split entries of which `links` tells, by name, what they are linked with."""
    return trim.split(entries, lambda path: links.get(path.rpartition("/")[2], ()))


def kept(result: trim.Split) -> set[str]:
    return {entry[0] for entry in result.kept}


def test_a_library_stays_where_something_kept_needs_it_and_only_there() -> None:
    entries: list[Entry] = [
        ("PySide6/QtGui.abi3.so", "/venv/QtGui.abi3.so", "EXTENSION"),
        library(f"{QT}/libQt6Gui.so.6"),
        library(f"{QT}/libQt6Core.so.6"),
        library(f"{PLUGINS}/imageformats/libqpdf.so"),
        library(f"{QT}/libQt6Pdf.so.6"),
    ]
    links = {
        "QtGui.abi3.so": ["libQt6Gui.so.6"],
        "libQt6Gui.so.6": ["libQt6Core.so.6"],
        "libqpdf.so": ["libQt6Pdf.so.6", "libQt6Core.so.6"],
    }
    result = split(entries, links)
    assert kept(result) == {"PySide6/QtGui.abi3.so", f"{QT}/libQt6Gui.so.6", f"{QT}/libQt6Core.so.6"}
    assert {reason: [entry[0] for entry in cut] for reason, cut in result.cut.items()} == {
        "plugins: imageformats": [f"{PLUGINS}/imageformats/libqpdf.so"],
        "libraries that nothing kept needs": [f"{QT}/libQt6Pdf.so.6"],
    }


def test_what_the_system_has_stays_the_systems_but_for_what_python_links() -> None:
    entries: list[Entry] = [
        ("PySide6/QtGui.abi3.so", "/venv/QtGui.abi3.so", "EXTENSION"),
        ("python3.11/lib-dynload/_sqlite3.so", "/usr/lib/python3.11/lib-dynload/_sqlite3.so", "EXTENSION"),
        library("libX11.so.6", system=True),
        library("libsqlite3.so.0", system=True),
    ]
    result = split(entries, {"QtGui.abi3.so": ["libX11.so.6"], "_sqlite3.so": ["libsqlite3.so.0"]})
    assert "libsqlite3.so.0" in kept(result)
    assert [entry[0] for entry in result.cut["libraries of the system"]] == ["libX11.so.6"]


def test_the_interpreter_is_kept_though_nothing_links_it() -> None:
    assert kept(split([library("libpython3.11.so.1.0", system=True)], {})) == {"libpython3.11.so.1.0"}


def test_plugins_are_kept_by_name_on_every_system() -> None:
    wanted = {
        f"{PLUGINS}/platforms/libqxcb.so",
        f"{PLUGINS}/texttospeech/libqtexttospeech_speechd.so",
        f"{PLUGINS}/platforms/libqcocoa.dylib",
        "PySide6/plugins/platforms/qwindows.dll",
        "PySide6/plugins/texttospeech/qtexttospeech_sapi.dll",
        "PySide6/plugins/imageformats/qwebp.dll",
    }
    unwanted = {
        f"{PLUGINS}/platforms/libqvnc.so",
        f"{PLUGINS}/tls/libqopensslbackend.so",
        f"{PLUGINS}/something/libnew.so",
        "PySide6/plugins/tls/qschannelbackend.dll",
        "PySide6/Qt/qml/QtQuick/libqtquick2plugin.so",
        "PySide6/Qt/translations/qtbase_de.qm",
    }
    assert kept(split([library(place) for place in wanted | unwanted], {})) == wanted


def test_a_link_goes_where_what_it_leads_to_goes() -> None:
    entries: list[Entry] = [
        ("PySide6/QtCore.abi3.so", "/venv/QtCore.abi3.so", "EXTENSION"),
        library(f"{QT}/libQt6Core.so.6"),
        library(f"{QT}/libQt6Quick.so.6"),
        ("libQt6Core.so.6", f"{QT}/libQt6Core.so.6", "SYMLINK"),
        ("libQt6Quick.so.6", f"{QT}/libQt6Quick.so.6", "SYMLINK"),
    ]
    result = split(entries, {"QtCore.abi3.so": ["libQt6Core.so.6"]})
    assert "libQt6Core.so.6" in kept(result)
    assert "libQt6Quick.so.6" not in kept(result)


def test_data_is_kept() -> None:
    assert kept(split([("unknot/resources/icons/unknot.svg", "/src/unknot.svg", "DATA")], {}))
