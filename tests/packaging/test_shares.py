"""What a Linux desktop and its shells are told of the program is true of the program."""

import configparser
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from argparse import ArgumentParser, _SubParsersAction
from pathlib import Path

import pytest
from tools.bundle import shares

from unknot import __version__, cli
from unknot.desktop import login_start, media_player, notifications
from unknot.desktop.application import APPLICATION_ID
from unknot.guide.library import Guide

SOURCES = shares.SOURCES
ENTRY = SOURCES / f"{shares.ID}.desktop"
METAINFO = SOURCES / f"{shares.ID}.metainfo.xml"
FILE_VERBS = ("export", "import", "backup", "restore")


def verbs() -> dict[str, ArgumentParser]:
    """Return the parsers of the verbs, by name, and that of the window under the empty name."""
    parser = cli.whole_parser()
    (action,) = (each for each in parser._actions if isinstance(each, _SubParsersAction))
    return {"": parser, **action.choices}


def options(parser: ArgumentParser) -> set[str]:
    return {name for action in parser._actions for name in action.option_strings if name.startswith("--")}


OPTIONS = {verb: options(parser) for verb, parser in verbs().items()}


def test_the_desktop_takes_the_entry(tmp_path: Path) -> None:
    checked = subprocess.run(["desktop-file-validate", ENTRY], capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stdout) == (0, "")


def test_the_software_centre_takes_the_description() -> None:
    checked = subprocess.run(
        ["appstreamcli", "validate", "--no-net", METAINFO], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout


def test_all_name_one_application() -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.read(ENTRY, encoding="utf-8")
    metainfo = ET.parse(METAINFO).getroot()
    named = {
        entry["Desktop Entry"]["Icon"],
        metainfo.findtext("id"),
        metainfo.findtext("icon"),
        str(metainfo.findtext("launchable")).removesuffix(".desktop"),
        APPLICATION_ID,
        login_start.ID,
        notifications.DESKTOP_ENTRY,
        media_player._ABOUT["DesktopEntry"][1],
    }
    assert named == {shares.ID}
    assert entry["Desktop Entry"]["Exec"] == "unknot"


def test_the_newest_release_is_this_one() -> None:
    releases = ET.parse(METAINFO).getroot().findall("./releases/release")
    assert releases[0].get("version") == __version__ == shares.version()


def test_everything_lies_where_desktops_and_shells_look(tmp_path: Path) -> None:
    icons = tmp_path / "icons"
    icons.mkdir()
    for size in (16, 48):
        (icons / f"{size}.png").write_bytes(b"a picture")
    share = tmp_path / "share"
    shares.lay_out(share, icons)
    laid = {path.relative_to(share).as_posix() for path in share.rglob("*") if path.is_file()}
    assert laid == {
        "applications/io.github.unknot.Unknot.desktop",
        "metainfo/io.github.unknot.Unknot.metainfo.xml",
        "icons/hicolor/16x16/apps/io.github.unknot.Unknot.png",
        "icons/hicolor/48x48/apps/io.github.unknot.Unknot.png",
        "icons/hicolor/scalable/apps/io.github.unknot.Unknot.svg",
        "man/man1/unknot.1.gz",
        "bash-completion/completions/unknot",
        "zsh/vendor-completions/_unknot",
        "fish/vendor_completions.d/unknot.fish",
    }
    assert {oct(path.stat().st_mode & 0o777) for path in share.rglob("*") if path.is_file()} == {"0o644"}


# The manual page


def manual() -> str:
    return (SOURCES / "unknot.1").read_text(encoding="utf-8").replace("\\-", "-")


def test_the_manual_has_every_verb_and_every_option_and_no_other() -> None:
    text = manual()
    assert set(re.findall(r"--[a-z-]+", text)) == set.union(*OPTIONS.values())
    described = text.partition(".SH VERBS")[2].partition(".SH EXIT")[0]
    named = re.findall(r"^\.TP\n\.BI? (\w+)", described, re.MULTILINE)
    assert named == [verb for verb in OPTIONS if verb]


def test_the_manual_can_be_set() -> None:
    if shutil.which("man") is None:
        pytest.skip("there is no man here; packaging/debian/try_in_bare_root has one")
    shown = subprocess.run(
        ["man", "--warnings", "--local-file", SOURCES / "unknot.1"], capture_output=True, text=True, check=False
    )
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "Rehearse N times as fast" in " ".join(shown.stdout.split())


# Completion


def bash(*words: str) -> set[str]:
    """Return what bash would offer for the last of `words`."""
    script = (
        f'source "{SOURCES}/completions/unknot.bash"; COMP_WORDS=(unknot "$@"); COMP_CWORD=$#; '
        '_unknot; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    done = subprocess.run(["bash", "-c", script, "bash", *words], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return set(done.stdout.split())


def test_bash_offers_the_verbs() -> None:
    assert bash("") == {verb for verb in OPTIONS if verb}
    assert bash("p") == {"plan"}


@pytest.mark.parametrize("verb", OPTIONS)
def test_bash_offers_the_options_that_the_program_takes(verb: str) -> None:
    assert bash(*([verb] if verb else []), "--") == OPTIONS[verb]


def test_bash_offers_muscles_sides_and_techniques(guide: Guide) -> None:
    assert bash("--muscle", "") == {muscle.id for muscle in guide.anatomy.muscles}
    assert bash("plan", "--side", "") == {"left", "right"}
    assert bash("plan", "--techniques", "") == {"compression", "friction", "stripping"}


@pytest.mark.parametrize("verb", FILE_VERBS)
def test_bash_offers_files(verb: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "record.json").touch()
    assert bash(verb, "rec") == {"record.json"}


def test_zsh_offers_the_verbs_and_their_options() -> None:
    text = (SOURCES / "completions" / "_unknot").read_text(encoding="utf-8")
    head, _, rest = text.partition("case $line[1] in")
    shared = {"folder": {"--data-dir"}, "muscle": {"--muscle"}, "side": {"--side"}, "json": {"--json"}}
    for name, wanted in shared.items():
        assert set(re.findall(rf"{name}=\(['\"](--[a-z-]+)", head)) == wanted

    def offered(part: str) -> set[str]:
        found = set(re.findall(r"--[a-z-]+", part))
        return found.union(*(shared[name] for name in re.findall(r"\$(\w+)", part) if name in shared))

    assert offered(head.partition("_arguments -C")[2]) == OPTIONS[""]
    assert re.findall(r"(\w+)\\:", head) == [verb for verb in OPTIONS if verb]
    for names, part in re.findall(r"^        ([\w|]+)\)(.*?);;$", rest, re.MULTILINE | re.DOTALL):
        for verb in names.split("|"):
            assert offered(part) == OPTIONS[verb], verb


def test_fish_offers_the_verbs_and_their_options() -> None:
    lines = (SOURCES / "completions" / "unknot.fish").read_text(encoding="utf-8").splitlines()
    (listed,) = (line.split()[3:] for line in lines if line.startswith("set -l verbs"))
    assert listed == [verb for verb in OPTIONS if verb]
    offered: dict[str, set[str]] = {verb: set() for verb in OPTIONS}
    for line in lines:
        option = re.search(r" -l ([a-z-]+)", line)
        if not line.startswith("complete") or option is None:
            continue
        condition = re.search(r"-n ['\"](.+?)['\"] -l", line)
        where = condition[1] if condition else ""
        seen = re.search(r"(?:^|or )__fish_seen_subcommand_from ([a-z ]+)$", where)
        alone = "not __fish_seen_subcommand_from $verbs" in where
        chosen = [*([""] if alone else []), *(seen[1].split() if seen else [])] or list(OPTIONS)
        for verb in chosen:
            offered[verb].add(f"--{option[1]}")
    assert offered == OPTIONS


@pytest.mark.parametrize(("shell", "file"), [("bash", "unknot.bash"), ("zsh", "_unknot"), ("fish", "unknot.fish")])
def test_the_shell_can_read_it(shell: str, file: str) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"there is no {shell} here")
    read = subprocess.run([shell, "-n", SOURCES / "completions" / file], capture_output=True, text=True, check=False)
    assert (read.returncode, read.stderr) == (0, "")
