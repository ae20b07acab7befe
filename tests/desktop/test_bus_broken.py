"""The line to a false bus: whatever it says, and however it says it, nothing is raised and nobody waits."""

from __future__ import annotations

import struct
import sys
from typing import TYPE_CHECKING

import pytest
from jeepney import (
    DBusAddress,
    Endianness,
    HeaderFields,
    MessageFlag,
    MessageType,
    Parser,
    low_level,
    new_error,
    new_method_call,
    new_method_return,
    new_signal,
)
from PySide6.QtCore import QCoreApplication

from desktop.false_bus import Ear, FalseBus, until
from unknot.desktop.bus import BUS, LONGEST, Bus

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="D-Bus is Linux's")

OURS = DBusAddress("/io/github/unknot", interface="io.github.unknot.Test")
HEARD = new_signal(OURS, "Said", "s", ("hello",))


@pytest.fixture
def false_bus(tmp_path: Path, qtbot: QtBot) -> Iterator[FalseBus]:
    """Give a false bus."""
    made = FalseBus(tmp_path, qtbot)
    yield made
    made.close()


@pytest.fixture
def bus(false_bus: FalseBus) -> Iterator[Bus]:
    """Give a line to the false bus, not yet open."""
    made = Bus(false_bus.address)
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def ear(bus: Bus) -> Ear:
    """Give what notes all that the line tells."""
    return Ear(bus)


@pytest.mark.parametrize(
    "said", [b"REJECTED EXTERNAL\r\n", b"\r\n", b"OK 12\r\nmore than was asked", b"x" * 9000, bytes(range(256)) * 40]
)
def test_a_closed_door_is_a_lost_line(qtbot: QtBot, false_bus: FalseBus, bus: Bus, ear: Ear, said: bytes) -> None:
    false_bus.says(false_bus.takes(bus), said)
    qtbot.waitUntil(lambda: ear.heard == ["lost"])


def test_a_door_that_opens_slowly_opens(qtbot: QtBot, false_bus: FalseBus, bus: Bus, ear: Ear) -> None:
    caller = false_bus.takes(bus)
    bus.emit_signal("/a", "a.b", "TooEarly", "")
    for letter in b"OK 0123\r\n":
        assert ear.heard == []
        false_bus.says(caller, bytes([letter]))
        QCoreApplication.processEvents()
    assert b"TooEarly" not in false_bus.hears(caller, b"Hello\0")


def test_who_is_not_welcomed_is_lost(qtbot: QtBot, false_bus: FalseBus, bus: Bus, ear: Ear) -> None:
    caller = false_bus.takes(bus)
    hello = false_bus.hears_hello(caller)
    false_bus.says(caller, new_error(hello, "org.freedesktop.DBus.Error.LimitsExceeded").serialise(1))
    qtbot.waitUntil(lambda: ear.heard == ["lost"])


def test_messages_in_pieces_and_in_heaps_are_read(qtbot: QtBot, false_bus: FalseBus, bus: Bus, ear: Ear) -> None:
    caller = false_bus.lets_in(bus)
    for byte in HEARD.serialise(2):
        assert ear.heard == ["ready"]
        false_bus.says(caller, bytes([byte]))
        QCoreApplication.processEvents()
    false_bus.says(caller, HEARD.serialise(3) * 5)
    qtbot.waitUntil(lambda: ear.heard == ["ready"] + [("hello",)] * 6)


def test_a_message_the_other_way_round_is_read(qtbot: QtBot, false_bus: FalseBus, bus: Bus, ear: Ear) -> None:
    caller = false_bus.lets_in(bus)
    message = new_signal(OURS, "Said", "usb", (1, "hello", True))
    message.header.endianness = Endianness.big
    false_bus.says(caller, message.serialise(2))
    qtbot.waitUntil(lambda: ear.heard == ["ready", (1, "hello", True)])


def test_an_answer_to_nothing_is_nothing(qtbot: QtBot, false_bus: FalseBus, bus: Bus, ear: Ear) -> None:
    caller = false_bus.lets_in(bus)
    asked_for = new_method_call(DBusAddress("/a", "a.b", "a.b"), "Ask")
    asked_for.header.serial = 4711
    false_bus.says(caller, new_method_return(asked_for, "s", ("what?",)).serialise(2))
    false_bus.says(caller, new_error(asked_for, "a.b").serialise(3) + HEARD.serialise(4))
    qtbot.waitUntil(lambda: ear.heard == ["ready", ("hello",)])


def test_a_call_that_wants_no_answer_gets_none(qtbot: QtBot, false_bus: FalseBus, bus: Bus, ear: Ear) -> None:
    bus.called.connect(lambda call: bus.answer(call, "s", call.member))
    bus.called.connect(lambda call: bus.refuse(call, "Failed", f"not {call.member}"))
    caller = false_bus.lets_in(bus)
    call = new_method_call(DBusAddress("/a", ":1.1", "a.b"), "Quiet")
    call.header.flags = MessageFlag.no_reply_expected
    false_bus.says(caller, call.serialise(2))
    call = new_method_call(DBusAddress("/a", ":1.1", "a.b"), "Loud")
    false_bus.says(caller, call.serialise(3))
    answered = Parser().feed(false_bus.hears(caller, b"not Loud\0"))
    assert [message.header.fields[HeaderFields.reply_serial] for message in answered] == [3, 3]
    assert [message.header.message_type for message in answered] == [MessageType.method_return, MessageType.error]


def test_nobody_is_asked_for_an_answer_that_nobody_waits_for(qtbot: QtBot, false_bus: FalseBus, bus: Bus) -> None:
    caller = false_bus.lets_in(bus)
    bus.call(BUS, "Quietly")
    bus.call(BUS, "Loudly", "s", "the end", answered=lambda _: None)
    quiet, loud = Parser().feed(false_bus.hears(caller, b"the end\0"))
    assert (quiet.header.flags, loud.header.flags) == (MessageFlag.no_reply_expected, MessageFlag(0))


def nested(depth: int) -> bytes:
    """Return a message with a variant in a variant, and so on."""
    body = b"\x01v\0" * depth + b"\x01y\0\x07"
    raw = bytearray(new_signal(OURS, "Said", "v", (("y", 7),)).serialise(2))
    at = len(raw) - len(b"\x01y\0\x07")
    raw[4:8] = struct.pack("<I", len(body))
    return bytes(raw[:at]) + body


def changed(at: int, value: int) -> bytes:
    raw = bytearray(HEARD.serialise(2))
    raw[at] = value
    return bytes(raw)


def with_field(field: HeaderFields, kind: str, value: object) -> bytes:
    """Return a message one field of whose head is of a type of its own."""
    raw = new_signal(OURS, "Said", "s", ("hello",))
    raw.header.fields[field] = value
    codes = low_level.header_field_codes
    before = codes[field]
    codes[field] = kind
    try:
        return bytes(raw.serialise(2))
    finally:
        codes[field] = before


BROKEN = {
    "no message": b"HTTP/1.1 400 Bad Request\r\n\r\n",
    "zeroes": bytes(64),
    "no such kind": changed(1, 9),
    "too long": HEARD.serialise(2)[:4] + struct.pack("<I", LONGEST) + HEARD.serialise(2)[8:],
    "far too long": HEARD.serialise(2)[:4] + b"\xff" * 4 + HEARD.serialise(2)[8:],
    "a head that is too long": HEARD.serialise(2)[:12] + b"\xff\xff\xff\x7f" + HEARD.serialise(2)[16:],
    "no UTF-8": HEARD.serialise(2).replace(b"hello", b"he\xff\xfeo"),
    "a text without end": HEARD.serialise(2).replace(b"hello\0", b"hellos"),
    "a text that is too long": HEARD.serialise(2).replace(b"\x05\0\0\0hello", b"\xff\0\0\0hello"),
    "no such type": HEARD.serialise(2).replace(b"\x01g\0\x01s\0", b"\x01g\0\x01Z\0"),
    "half a type": HEARD.serialise(2).replace(b"\x01g\0\x01s\0", b"\x01g\0\x01a\0"),
    "a file that was not sent": HEARD.serialise(2).replace(b"\x01g\0\x01s\0", b"\x01g\0\x01h\0"),
    "too deep": nested(5000),
    "a path that is a number": with_field(HeaderFields.path, "u", 7),
    "a sender that is a list": with_field(HeaderFields.sender, "as", ["me"]),
    "an answer to a text": with_field(HeaderFields.reply_serial, "s", "you"),
    "files that are a text": with_field(HeaderFields.unix_fds, "s", "one"),
}


@pytest.mark.parametrize("said", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_message_breaks_the_line_and_nothing_else(
    qtbot: QtBot, false_bus: FalseBus, bus: Bus, ear: Ear, said: bytes
) -> None:
    caller = false_bus.lets_in(bus)
    bus.call(BUS, "ListNames", answered=ear.heard.append)
    false_bus.says(caller, said + HEARD.serialise(3))
    qtbot.waitUntil(lambda: ear.heard == ["ready", None, "lost"])


@pytest.mark.parametrize("value", [0x00, 0x01, 0x28, 0x61, 0x76, 0x7F, 0x80, 0xFF])
def test_whichever_byte_is_wrong_the_line_ends_in_order(qtbot: QtBot, false_bus: FalseBus, value: int) -> None:
    for at in range(len(HEARD.serialise(2))):
        bus = Bus(false_bus.address)
        ear = Ear(bus)
        bus.called.connect(lambda call, bus=bus: bus.refuse(call, "Failed", call.member))
        caller = false_bus.lets_in(bus)
        false_bus.says(caller, changed(at, value))
        caller.disconnectFromServer()
        until(qtbot, lambda ear=ear: ear.heard[-1:] == ["lost"])  # type: ignore[misc]
        bus.deleteLater()
