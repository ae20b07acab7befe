"""A library that ends the program by C's `exit`: the last word is said first. In processes of their own."""

import subprocess
import sys

import pytest

if not sys.platform.startswith("linux"):
    pytest.skip("nothing of the kind is known elsewhere", allow_module_level=True)

HEAD = """
import ctypes, sys, threading
from unknot.desktop.last_call import last_call
leave = ctypes.CDLL(None).exit
def word():
    thread = threading.Thread(target=lambda: print("said", flush=True))
    thread.start()
    thread.join()
    return 7
"""


def after(program: str) -> tuple[int, str, str]:
    done = subprocess.run([sys.executable, "-c", HEAD + program], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


def test_it_is_said_where_a_library_ends_the_program_and_other_threads_still_work() -> None:
    assert after("with last_call(word): leave(1)") == (7, "said\n", "")


def test_a_program_that_ends_by_itself_says_nothing() -> None:
    assert after("with last_call(word): pass\nprint('end')") == (0, "end\n", "")
    assert after("with last_call(word): pass\nleave(3)") == (3, "", "")
    assert after("with last_call(word): sys.exit(4)") == (4, "", "")


def test_a_last_word_that_fails_ends_the_program_all_the_same() -> None:
    assert after("with last_call(lambda: 1 / 0): leave(0)") == (1, "", "")
