"""Looks at the store and says what is wrong with it. Changes nothing, and makes nothing."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from unknot.i18n import _
from unknot.store.backup import problem_in
from unknot.store.database import open_to_look
from unknot.store.errors import StoreError, plain
from unknot.store.places import Places, is_open_to_others
from unknot.store.settings import load

Status = Literal["ok", "warn", "fail"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `do` is empty where nothing has to be done."""

    name: str
    status: Status
    detail: str
    do: str = ""


def examine(places: Places) -> Iterator[Finding]:
    """Look at the folders, the database and the settings."""
    try:
        yield _folders(places)
        yield _database(places.database)
        yield _settings(places.settings)
    except OSError as error:  # a folder above them is closed to us: nothing more can be seen
        detail = _("{path} can't be looked at: {why}.").format(path=error.filename, why=plain(error))
        yield Finding("data folder", "fail", detail, _rights())


def _rights() -> str:
    return _("Give yourself the right to write to it, or name another folder with --data-dir.")


def _folders(places: Places) -> Finding:
    name = "data folder"
    there = [folder for folder in places.folders if folder.exists()]
    for folder in there:
        if not folder.is_dir():
            return Finding(name, "fail", _("{path} is a file.").format(path=folder), _("Move it away."))
        if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
            return Finding(name, "fail", _("{path} can't be written to.").format(path=folder), _rights())
    for path in (*there, *(file for file in places.files if file.exists())):
        if is_open_to_others(path):
            advice = _("Run: chmod go= '{path}'").format(path=path)
            return Finding(name, "warn", _("Others on this computer can get at {path}.").format(path=path), advice)
    if places.folder not in there:
        detail = _("{path} is not there yet; the first start makes it.").format(path=places.folder)
        return Finding(name, "ok", detail)
    return Finding(name, "ok", str(places.folder))


def _database(path: Path) -> Finding:
    name = "database"
    if not path.exists() or not path.stat().st_size:
        return Finding(name, "ok", _("There is no record yet."))
    advice = _("Keep a copy of {path}, then move it away: Unknot starts a new record.").format(path=path)
    try:
        problem = _problem(path)
    except StoreError as error:
        return Finding(name, "fail", str(error), advice)
    except (sqlite3.Error, OSError) as error:
        detail = _("The record {path} can't be read: {why}.").format(path=path, why=plain(error))
        return Finding(name, "fail", detail, advice)
    if problem:
        return Finding(name, "fail", _("The record {path} is damaged: {why}").format(path=path, why=problem), advice)
    return Finding(name, "ok", _("The record is whole."))


def _problem(path: Path) -> str | None:
    with closing(open_to_look(path)) as connection:
        return problem_in(connection, "quick_check")


def _settings(path: Path) -> Finding:
    try:
        load(path)
    except StoreError as error:
        advice = _("Mend or remove the file; until then the defaults are used.")
        return Finding("settings", "warn", str(error), advice)
    return Finding("settings", "ok", str(path) if path.exists() else _("Nothing is set; the defaults are used."))
