"""The verbs that take the record along: export, import, backup, restore. None needs a window, or Qt."""

import argparse
from typing import TYPE_CHECKING

from unknot.i18n import _, n_
from unknot.store.errors import DamagedError, StoreError, StrangerError
from unknot.verbs import DONE, now, read_settings_of, say, the_guide

if TYPE_CHECKING:
    from datetime import datetime

    from unknot.store.changes import Change
    from unknot.store.merging import Merged
    from unknot.store.places import Places
    from unknot.store.record import Record


def export(arguments: argparse.Namespace) -> int:
    """Write everything to a file."""
    from unknot.store.exporting import check_ending, export_to
    from unknot.store.places import find_places
    from unknot.store.visit import visit

    check_ending(arguments.file)
    at = now()
    places = find_places(arguments.data_dir)
    settings = read_settings_of(places.settings)
    with visit(places, at) as record:
        count = export_to(arguments.file, record, settings, at)
    text = n_("{n} session written to {path}.", "{n} sessions written to {path}.", count)
    say(text.format(n=count, path=arguments.file))
    return DONE


def import_file(arguments: argparse.Namespace) -> int:
    """Take a file in, after saying what that will do. The settings only while no window has them."""
    from unknot.store.importing import read_file
    from unknot.store.instance import InstanceLock
    from unknot.store.merging import foresee, take_in
    from unknot.store.places import find_places
    from unknot.store.settings import write_settings
    from unknot.store.visit import visit

    incoming = read_file(arguments.file, the_guide().anatomy.most_spots)
    at = now()
    places = find_places(arguments.data_dir)
    with visit(places, at) as record, InstanceLock(places.lock) as lock:
        alone = lock.try_acquire(patience_s=0)
        settings = read_settings_of(places.settings)
        if not alone:
            incoming = incoming.without_settings()
        foreseen = foresee(record, incoming, settings)
        for line in merge_lines(foreseen):
            say(line)
        if foreseen.changes_anything:
            change = _change("IMPORT", at, arguments.file.name)
            done = take_in(record, change, incoming, settings, settings.boundary)
            if done.settings is not None:
                write_settings(places.settings, done.settings)
            say(_("Done."))
    return DONE


def merge_lines(merged: "Merged") -> list[str]:
    """Return in plain lines what an import does."""
    said = [
        (merged.added, n_("{n} session is new.", "{n} sessions are new.", merged.added)),
        (
            merged.replaced,
            n_(
                "{n} session was changed later there, and replaces the one here.",
                "{n} sessions were changed later there, and replace those here.",
                merged.replaced,
            ),
        ),
        (
            merged.kept,
            n_(
                "{n} session was changed later here, and stays.",
                "{n} sessions were changed later here, and stay.",
                merged.kept,
            ),
        ),
        (merged.same, n_("{n} session is here already.", "{n} sessions are here already.", merged.same)),
        (merged.checks, n_("{n} safety check is new.", "{n} safety checks are new.", merged.checks)),
        (merged.routines, n_("{n} routine is new or newer.", "{n} routines are new or newer.", merged.routines)),
    ]
    lines = [text.format(n=count) for count, text in said if count]
    if merged.settings is not None:
        lines.append(_("Settings that were never changed here are taken over."))
    if not merged.changes_anything:
        lines.append(_("There is nothing to take in."))
    return lines


def backup(arguments: argparse.Namespace) -> int:
    """Copy the record, looked through before and after."""
    from unknot.store.backup import back_up
    from unknot.store.places import find_places

    back_up(find_places(arguments.data_dir).database, arguments.file)
    say(_("The record is copied to {path}, and the copy is whole.").format(path=arguments.file))
    return DONE


def restore(arguments: argparse.Namespace) -> int:
    """Put a copy in the place of the record. Refused while a window has the folder open."""
    from unknot.store import backup
    from unknot.store.instance import InstanceLock
    from unknot.store.places import find_places

    backup.check(arguments.file)
    at = now()
    places = find_places(arguments.data_dir)
    with InstanceLock(places.lock) as lock:
        if not lock.try_acquire():
            raise StoreError(_("Unknot is open on {folder}: close it first.").format(folder=places.folder))
        with _opened(places, at) as record:
            before = backup.restore(record, arguments.file, places.backups, _change("RESTORE", at, arguments.file.name))
    say(_("Restored. What was there before is kept as {path}.").format(path=places.backups / before))
    return DONE


def _opened(places: "Places", at: "datetime") -> "Record":
    """Open the record; one that can't be used is moved out of the way first."""
    from unknot.store.backup import set_aside
    from unknot.store.record import Record

    try:
        return Record.open(places.database)
    except (DamagedError, StrangerError) as error:
        aside = set_aside(places.database, at)
        say(_("{why} It was moved to {path}.").format(why=error, path=aside))
        return Record.open(places.database)


def _change(kind: str, at: "datetime", name: str) -> "Change":
    from unknot.store.changes import Change, ChangeKind
    from unknot.store.kept import new_id

    return Change(new_id(), ChangeKind[kind], at, name)
