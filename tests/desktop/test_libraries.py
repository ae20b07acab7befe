"""What Qt needs of the system, found out without Qt."""

import contextlib
import socket
import sys
import threading
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from unknot.desktop import libraries
from unknot.desktop.libraries import Missing

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere nothing is ever missing")

CURSOR = Missing("libxcb-cursor.so.0", "libxcb-cursor0", "xcb-util-cursor", "xcb-util-cursor")
ICCCM = Missing("libxcb-icccm.so.4", "libxcb-icccm4", "xcb-util-wm", "xcb-util-wm")


@pytest.fixture
def gone(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Names that the system's loader does not find; all others it finds."""
    names: set[str] = set()
    monkeypatch.setattr(libraries, "_loads", lambda library: library not in names)
    return names


@pytest.fixture
def os_release(tmp_path: Path) -> Path:
    return tmp_path / "os-release"


def test_with_all_there_nothing_is_missing(gone: set[str]) -> None:
    assert libraries.missing_libraries({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}) == ()


def test_what_the_loader_does_not_find_is_missing() -> None:
    assert not libraries._loads("libno-such-thing.so.0")
    assert libraries._loads("libc.so.6")


def test_x11_needs_its_own(gone: set[str]) -> None:
    gone.add("libxcb-cursor.so.0")
    assert libraries.missing_libraries({"DISPLAY": ":0"}) == (CURSOR,)
    assert libraries.missing_libraries({}) == (CURSOR,)
    assert libraries.missing_libraries({"WAYLAND_DISPLAY": "wayland-0"}) == ()


def test_without_a_window_only_qts_own_are_needed(gone: set[str]) -> None:
    gone |= {"libxcb-cursor.so.0", "libEGL.so.1"}
    missing = libraries.missing_libraries({"QT_QPA_PLATFORM": "offscreen"})
    assert [item.library for item in missing] == ["libEGL.so.1"]


def test_wayland_may_fall_back_to_x11(gone: set[str]) -> None:
    gone.add("libwayland-cursor.so.0")
    assert libraries.missing_libraries({"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}) == ()
    assert len(libraries.missing_libraries({"WAYLAND_DISPLAY": "wayland-0"})) == 1
    gone.add("libxcb-cursor.so.0")
    assert len(libraries.missing_libraries({"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"})) == 1


@pytest.mark.parametrize(
    ("release", "line"),
    [
        ("ID=debian\n", "apt-get install libxcb-cursor0 libxcb-icccm4"),
        ('ID=linuxmint\nID_LIKE="ubuntu debian"\n', "apt-get install libxcb-cursor0 libxcb-icccm4"),
        ("ID=fedora\n", "dnf install xcb-util-cursor xcb-util-wm"),
        ("ID=manjaro\nID_LIKE=arch\n", "pacman -S --needed xcb-util-cursor xcb-util-wm"),
    ],
)
def test_one_command_installs_what_is_missing(os_release: Path, release: str, line: str) -> None:
    os_release.write_text(release)
    assert libraries.install_line((ICCCM, CURSOR), os_release).removeprefix("sudo ") == line


def test_an_unknown_system_is_told_the_names(os_release: Path) -> None:
    assert libraries.install_line((ICCCM,), os_release) == "Install: libxcb-icccm.so.4"
    os_release.write_text("ID=plan9\n")
    assert libraries.install_line((ICCCM,), os_release) == "Install: libxcb-icccm.so.4"


def test_the_packages_are_those_that_make_setup_installs() -> None:
    """One list would be better; two that agree will do, for the set-up runs before the program is there."""
    text = Path(__file__).parents[2].joinpath("tools/setup/system_packages.toml").read_text("utf-8")
    packages = tomllib.loads(text)["packages"]
    listed = {name for group in packages for entry in group["debian"] for name in entry.split(" | ")}
    brought_by_debian_itself = {"libzstd1"}
    needed = {item.apt for item in (*libraries._ALWAYS, *libraries._X11, *libraries._WAYLAND, libraries._FONT)}
    assert needed - brought_by_debian_itself <= listed


# The screen


@pytest.fixture
def x_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    """Listen where display :7 would, and say nothing."""
    monkeypatch.setattr(libraries, "_X_SOCKETS", str(tmp_path / "X"))
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "X7"))
        server.listen()
        yield server


def test_no_screen_is_said() -> None:
    assert "neither DISPLAY nor WAYLAND_DISPLAY" in str(libraries.screen_problem({}))
    assert "neither DISPLAY nor WAYLAND_DISPLAY" in str(libraries.screen_problem({"DISPLAY": ""}))


@pytest.mark.parametrize("display", [":4711", "nonsense", ":", "unix:4711", "127.0.0.1:4711", "/tmp/no-such:0"])
def test_a_screen_that_does_not_answer_is_said(display: str) -> None:
    assert libraries.screen_problem({"DISPLAY": display}) == f"The screen DISPLAY={display} does not answer."


@pytest.mark.usefixtures("x_server")
def test_a_screen_that_answers_is_no_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libraries, "_lets_in", lambda _display: True)
    assert libraries.screen_problem({"DISPLAY": ":7"}) is None
    assert libraries.screen_problem({"DISPLAY": ":7.0"}) is None


@pytest.mark.usefixtures("x_server")
def test_a_screen_that_lets_nobody_in_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libraries, "_lets_in", lambda _display: False)
    assert libraries.screen_problem({"DISPLAY": ":7"}) == "The screen DISPLAY=:7 does not let this user in."


def test_a_server_that_hangs_up_lets_nobody_in() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        display = f"127.0.0.1:{server.getsockname()[1] - 6000}"

        def hang_up() -> None:
            with contextlib.suppress(OSError):  # the end of the test
                while True:
                    server.accept()[0].close()

        thread = threading.Thread(target=hang_up)
        thread.start()
        problem = libraries.screen_problem({"DISPLAY": display})
        server.shutdown(socket.SHUT_RDWR)
        thread.join()
    assert problem == f"The screen DISPLAY={display} does not let this user in."


def test_wayland_that_answers_is_enough(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "wayland-0"))
        server.listen()
        environ = {"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": str(tmp_path)}
        assert libraries.screen_problem(environ) is None
    assert libraries.screen_problem(environ) == "The screen WAYLAND_DISPLAY=wayland-0 does not answer."


def test_who_wants_no_screen_has_no_problem() -> None:
    assert libraries.screen_problem({"QT_QPA_PLATFORM": "offscreen"}) is None


# Fonts


def test_any_font_file_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libraries, "_font_folders", lambda _environ: [tmp_path])
    assert libraries.font_problem({}) is not None
    (tmp_path / "truetype").mkdir()
    (tmp_path / "truetype/README.txt").touch()
    assert libraries.font_problem({}) is not None
    (tmp_path / "truetype/Some.TTF").touch()
    assert libraries.font_problem({}) is None


def test_fonts_are_looked_for_where_the_person_and_the_system_keep_them() -> None:
    folders = [str(folder) for folder in libraries._font_folders({"HOME": "/home/x", "XDG_DATA_DIRS": "/opt/a:/opt/b"})]
    assert {"/usr/share/fonts", "/home/x/.local/share/fonts", "/opt/b/fonts"} <= set(folders)


def test_a_font_package_is_named(os_release: Path) -> None:
    os_release.write_text("ID=debian\n")
    assert libraries.font_install_line(os_release).endswith("apt-get install fonts-dejavu-core")
