"""The lock that says that a window runs."""

import subprocess
import sys
from pathlib import Path

import pytest

from unknot.store.errors import StoreError
from unknot.store.instance import InstanceLock

HOLDER = """
import sys
from pathlib import Path
from unknot.store.instance import InstanceLock
lock = InstanceLock(Path(sys.argv[1]))
print(lock.try_acquire() and "held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "unknot.lock"


def test_only_one_holds_it(path: Path) -> None:
    with InstanceLock(path) as first, InstanceLock(path) as second:
        assert first.try_acquire()
        assert first.try_acquire(), "asking again is no harm"
        assert not second.try_acquire(0)
        first.release()
        assert second.try_acquire(0)
        assert (first.held, second.held) == (False, True)


def test_it_is_the_owners_alone(path: Path) -> None:
    with InstanceLock(path) as lock:
        lock.try_acquire()
        assert path.stat().st_mode & 0o777 == 0o600


def test_a_moments_holder_is_waited_for(path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER.replace("sys.stdin.read()", "import time; time.sleep(0.1)"), str(path)],
        stdout=subprocess.PIPE,
        text=True,
    )
    with holder, InstanceLock(path) as lock:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        assert lock.try_acquire(patience_s=30)


def test_a_killed_holder_holds_nothing(path: Path) -> None:
    command = [sys.executable, "-c", HOLDER, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        holder.kill()
    with InstanceLock(path) as lock:
        assert lock.try_acquire(0)


def test_a_place_that_cannot_be_locked_is_said(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="can't be locked: it is not there"):
        InstanceLock(tmp_path / "nowhere/unknot.lock").try_acquire()
