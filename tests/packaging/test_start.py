"""In a bundle the voice and the tones are started with the very words that are said to Python elsewhere."""

import sys
from types import ModuleType

import pytest

from unknot import __main__
from unknot.desktop import children, chime_process, voice_process


@pytest.mark.parametrize(
    ("arguments", "begun"),
    [
        (list(children.VOICE[1:]), "the voice"),
        (list(children.CHIMES[1:]), "the tones"),
        ([], "the program"),
        (["plan", "--json"], "the program"),
        (["-m", "unknot.desktop.voice_process"], "the program"),
    ],
)
def test_each_is_begun_by_its_own_words(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, arguments: list[str], begun: str
) -> None:
    said: list[str] = []
    monkeypatch.setattr(voice_process, "main", lambda: said.append("the voice"))
    monkeypatch.setattr(chime_process, "main", lambda: said.append("the tones"))
    monkeypatch.setattr(__main__, "main", lambda given: said.extend(["the program", *given]))
    start.main(arguments)
    assert said == [begun, *(arguments if begun == "the program" else [])]


@pytest.mark.parametrize("before", [{}, {"LD_LIBRARY_PATH": "/home/anna/lib"}])
def test_what_it_starts_finds_the_systems_own_libraries(start: ModuleType, before: dict[str, str]) -> None:
    given = {"HOME": "/home/anna", "_PYI_ARCHIVE_FILE": "/opt/unknot/unknot", "_PYI_PARENT_PROCESS_LEVEL": "-1"}
    own = {"LD_LIBRARY_PATH": "/opt/unknot/_internal"}
    environment = given | own | {f"{name}_ORIG": value for name, value in before.items()}
    start.give_back(environment)
    assert environment == {"HOME": "/home/anna"} | before


def test_the_program_itself_is_what_is_started() -> None:
    assert children.VOICE[0] == children.CHIMES[0] == sys.executable
