"""A muscle that doesn't exist is added as data alone, and used: listed, planned, picked, pressed and recorded."""

import gc
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from ui.house import SHORT, House
from unknot import aio
from unknot.core.anatomy import Region, Side
from unknot.core.session import Outcome
from unknot.guide.learn import load_reading
from unknot.guide.library import load
from unknot.ui import theme
from unknot.ui.learn_pages import all_pages

WORDS = """
[[muscle]]
id = "tensor"
name = "Tensor"
spots_default = 1
spots_max = 3
refers = { text = "Nobody knows where this one is felt.", source = "app" }
keep_off = { text = "Keep off bone.", source = "guide" }
tool = { text = "A ball.", source = "guide" }
position = { text = "Lie on your side.", source = "app" }
"""
STEP = """
[[muscle.step]]
text = "Step {number}: it is right there."
landmarks = ["iliac-crest"]
source = "app"
"""
REGION = Region("tensor", Side.LEFT)


@pytest.fixture
def resources(shipped: Path, tmp_path: Path) -> Path:
    """Return a copy of the shipped resources with one muscle more: the minimus's shape, a little higher."""
    folder = tmp_path / "resources"
    shutil.copytree(shipped, folder)
    muscles = folder / "guide" / "en" / "muscles.toml"
    steps = "".join(STEP.format(number=number) for number in (1, 2, 3))
    muscles.write_text(muscles.read_text(encoding="utf-8") + WORDS + steps, encoding="utf-8")
    views = folder / "atlas" / "views.json"
    shapes = json.loads(views.read_text(encoding="utf-8"))
    (like,) = [row for row in shapes["muscle"] if row["id"] == "gluteus-minimus"]
    shapes["muscle"].append({**like, "id": "tensor", "spots": [like["spots"][0]] * 3})
    views.write_text(json.dumps(shapes), encoding="utf-8")
    return folder


def test_it_has_a_page_in_learn(resources: Path) -> None:
    pages = all_pages(load(resources), load_reading(resources, "en").pages)
    assert "Tensor" in [page.title for page in pages]


def test_it_can_be_planned_from_the_command_line(resources: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "unknot", "plan", "--muscle", "tensor", "--side", "left", "--json"]
    environment = os.environ | {"UNKNOT_RESOURCES": str(resources), "UNKNOT_DATA_DIR": str(tmp_path / "data")}
    said = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=60).stdout
    plan = json.loads(said)
    assert (plan["muscle"], plan["side"]) == ("tensor", "left")
    assert [phase["kind"] for phase in plan["phases"]].count("compression") == 1


def test_a_session_is_led_on_it_and_counts(qapp: QApplication, resources: Path, tmp_path: Path) -> None:
    theme.apply(qapp, theme.LIGHT, resources / "icons")
    folder = tmp_path / "data"
    folder.mkdir()

    async def story() -> int:
        house = House(qapp, load(resources), resources, folder)
        try:
            house.keeper.change(house.keeper.settings.with_dose(REGION.muscle, SHORT))
            await house.pick(REGION)
            await house.begin()
            await house.finish()
            assert [(one.region, one.outcome) for one in house.sessions] == [(REGION, Outcome.COMPLETED)]
            assert house.errors == []
        finally:
            await house.close()
        return 0

    gc.disable()  # as in `live`: the collector may only find Qt's objects in this thread
    try:
        assert aio.run(qapp, story) == 0
    finally:
        gc.collect()
        gc.enable()
