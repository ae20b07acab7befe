"""Nothing goes out: how a trace of system calls is read; at length, the trace of a demo and of a real session."""

import shutil
from pathlib import Path

import pytest
from bench import room, screen
from tools.sockets import of_demo, of_session, read

from faults.ledger import Ledger

HARMLESS = """\
100 execve("/usr/bin/python3", ["python3"], 0x7ff /* 12 vars */) = 0
100 socket(AF_UNIX, SOCK_STREAM|SOCK_CLOEXEC, 0) = 3
100 connect(3, {sa_family=AF_UNIX, sun_path=@"/tmp/.X11-unix/X99"}, 20) = 0
100 socketpair(AF_UNIX, SOCK_STREAM, 0, [4, 5]) = 0
100 clone3({flags=CLONE_VM|CLONE_VFORK}, 88 <unfinished ...>
100 <... clone3 resumed> => {parent_tid=[0]}, 88) = 101
101 execve("/usr/bin/speech-dispatcher", ["speech-dispatcher"], 0x7ff /* 12 vars */) = 0
101 socket(AF_INET, SOCK_STREAM, IPPROTO_TCP) = 3
"""


def test_what_the_program_opens_is_counted_and_what_the_system_opens_is_apart() -> None:
    traced = read(HARMLESS.splitlines())
    assert (traced.families["AF_UNIX"], traced.internet(), traced.unknown()) == (2, 0, [])
    assert traced.apart == {"speech-dispatcher AF_INET": 1}


@pytest.mark.parametrize(
    "call",
    [
        "100 socket(AF_INET, SOCK_STREAM, IPPROTO_TCP) = 3",
        "100 socket(AF_INET6, SOCK_DGRAM|SOCK_CLOEXEC, IPPROTO_IP) = -1 EAFNOSUPPORT",
        "100 socket(AF_INET, SOCK_STREAM, 0 <unfinished ...>",
        '100 connect(3, {sa_family=AF_INET, sin_port=htons(443), sin_addr=inet_addr("1.2.3.4")}, 16) = 0',
    ],
)
def test_a_socket_of_the_internet_is_noticed(call: str) -> None:
    assert read([*HARMLESS.splitlines(), call]).internet() == 1
    child = ["100 clone(child_stack=NULL) = 102", call.replace("100 ", "102 ", 1)]
    assert read([*HARMLESS.splitlines(), *child]).internet() == 1


def test_a_local_socket_that_nobody_knows_is_noticed() -> None:
    call = '100 connect(3, {sa_family=AF_UNIX, sun_path="/run/docker.sock"}, 20) = 0'
    assert read([*HARMLESS.splitlines(), call]).unknown() == ["/run/docker.sock"]
    assert read([*HARMLESS.splitlines(), "100 socket(AF_NETLINK, SOCK_RAW, 0) = 3"]).unknown() == ["AF_NETLINK"]


def test_a_whole_demo_and_a_session_open_no_socket_of_the_internet(tmp_path: Path, ledger: Ledger, full: bool) -> None:
    if not full:
        pytest.skip("it takes minutes: make soak, or make sockets")
    if missing := [*([] if shutil.which("strace") else ["strace"]), *screen.missing(), *room.missing_packages()]:
        pytest.skip(f"not installed: {', '.join(missing)}")
    demo = of_demo(tmp_path)
    session, _rights = of_session(tmp_path)
    assert session.addresses, "it was seen at all"
    internet = demo.internet() + session.internet()
    ledger.note("internet sockets, demo and session", 2, internet, f"{len(session.addresses)} local addresses")
    assert (internet, demo.unknown(), session.unknown()) == (0, [], [])
