"""Settings: typed, only non-defaults on disk, a damaged file kept aside."""

import tomllib
from datetime import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unknot.core.anatomy import Side
from unknot.core.plan import COMPRESSION_S, LEAD_IN_S, Dose, Technique
from unknot.store.errors import StoreError
from unknot.store.settings import DoseSetting, Settings, load, read_settings, write_settings

doses = st.builds(
    Dose,
    compression_s=st.floats(*COMPRESSION_S),
    spots=st.integers(1, 4),
    techniques=st.sets(st.sampled_from(Technique), min_size=1).map(
        lambda chosen: tuple(technique for technique in Technique if technique in chosen)
    ),
    lead_in_s=st.floats(*LEAD_IN_S),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


def test_without_a_file_there_are_the_defaults(path: Path) -> None:
    assert read_settings(path) == (Settings(), None)
    assert Settings().boundary == time(3)
    assert (Settings().goal, Settings().theme, Settings().emergency_number) == (3, "system", "112")
    assert not path.exists()


def test_only_what_differs_is_written(path: Path) -> None:
    write_settings(path, Settings(goal=4, muscle="piriformis", side=Side.LEFT))
    assert tomllib.loads(path.read_text()) == {"goal": 4, "muscle": "piriformis", "side": "left"}
    assert path.stat().st_mode & 0o777 == 0o600
    write_settings(path, Settings())
    assert path.read_text() == ""


@given(doses)
def test_a_dose_comes_back_as_it_was(dose: Dose) -> None:
    assert Settings().with_dose("piriformis", dose).dose_for("piriformis") == dose


def test_everything_comes_back_from_disk(path: Path) -> None:
    settings = Settings(
        day_boundary="04:30",
        goal=20,
        theme="dark",
        muscle="gluteus-medius",
        side=Side.RIGHT,
        window=(-10, 0, 1024, 700),
        emergency_number="999",
        reminded_at="2026-11-22T19:00:00.000+01:00",
    ).with_dose("gluteus-medius", Dose(45.5, 4, (Technique.FRICTION,), 3.0))
    write_settings(path, settings)
    assert read_settings(path) == (settings, None)


@pytest.mark.parametrize(
    "dose",
    [
        Dose(compression_s=10.0),
        Dose(compression_s=float("nan")),
        Dose(spots=5),
        Dose(techniques=()),
        Dose(lead_in_s=61.0),
    ],
)
def test_a_dose_outside_its_limits_is_not_kept(dose: Dose) -> None:
    with pytest.raises(StoreError, match=r"\AThese values can't be kept: [^\n]+\Z"):
        DoseSetting.of(dose)


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("goal = 21", "goal"),
        ("goal = true", "goal"),
        ('day_boundary = "06:01"', "day_boundary"),
        ('day_boundary = "02:00\\n"', "day_boundary"),
        ('theme = "pink"', "theme"),
        ('reminded_at = "2026-11-22T19:00:00"', "offset"),
        ('reminded_at = "yesterday"', "yesterday"),
        ("window = [1, 2, 3]", "window"),
        ("window = [1, 2, 0, 3]", "window"),
        ("unheard_of = 1", "unheard_of"),
        ("goal = ", "line 1"),
        ("\x00", "line 1"),
        ('[doses.piriformis]\nspots = 2\ncompression_s = nan\ntechniques = ["friction"]\nlead_in_s = 3', "doses"),
        ('[doses.piriformis]\nspots = 3\ncompression_s = 60\ntechniques = ["friction"]\nlead_in_s = 3', "doses.piri"),
    ],
)
def test_a_damaged_file_is_kept_aside_and_said_in_one_line(path: Path, text: str, where: str) -> None:
    path.write_text(text)
    settings, note = read_settings(path, {"piriformis": 2})
    assert settings == Settings()
    assert note is not None
    assert "\n" not in note
    assert str(path) in note
    assert where in note or "at end of document" in note
    assert "settings.toml.damaged" in note
    assert not path.exists()
    assert path.with_name("settings.toml.damaged").read_text() == text
    assert read_settings(path) == (Settings(), None)


def test_bytes_that_are_no_text_are_damage_too(path: Path) -> None:
    path.write_bytes(b"goal = \xff\xfe")
    assert "damaged" in str(read_settings(path)[1])


def test_loading_changes_nothing(path: Path) -> None:
    path.write_text("goal = 99")
    with pytest.raises(StoreError, match="goal"):
        load(path)
    assert path.read_text() == "goal = 99"


def test_a_write_that_fails_leaves_the_file_and_nothing_else(path: Path, tmp_path: Path) -> None:
    path.mkdir()
    with pytest.raises(StoreError, match=r"\AThe settings can't be saved to [^\n]+: it is a folder\.\Z"):
        write_settings(path, Settings(goal=4))
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_stays_a_link(path: Path, tmp_path: Path) -> None:
    real = tmp_path / "dotfiles.toml"
    real.touch()
    path.symlink_to(real)
    write_settings(path, Settings(goal=5))
    assert path.is_symlink()
    assert real.read_text() == "goal = 5\n"
