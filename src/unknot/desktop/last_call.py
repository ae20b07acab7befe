"""A last word when a library ends the program: Qt calls C's `exit` where it loses its screen, and asks nobody.

Python hears nothing of that: neither `finally` nor `atexit` runs. C runs what was registered with it, so that is where
the last word is heard. Linux only; elsewhere nothing of the kind is known, and nothing is registered.
"""

import contextlib
import ctypes
import os
import sys
from collections.abc import Callable, Iterator

_Handler = ctypes.CFUNCTYPE(None, ctypes.c_void_p)


@contextlib.contextmanager
def last_call(act: Callable[[], int]) -> Iterator[None]:
    """Have `act` called if C's `exit` ends the process while this is open; the process ends with the code it returns.

    `act` runs inside a program that is coming down: it may write files, and may not touch Qt. Its errors are lost.
    """
    if not sys.platform.startswith("linux"):
        yield
        return
    open_still = True

    def called(_nothing: int) -> None:
        if not open_still:
            return
        code = 1
        with contextlib.suppress(Exception):  # nobody is left to tell
            code = act()
        with contextlib.suppress(Exception):
            sys.stderr.flush()
        os._exit(code)  # what C++ would clear up now is what was lost, and it crashes over it

    handler, mark = _Handler(called), ctypes.c_char()
    libc = ctypes.CDLL(None)
    libc["__cxa_atexit"](handler, None, ctypes.byref(mark))
    try:
        yield
    finally:
        open_still = False
        libc["__cxa_finalize"](ctypes.byref(mark))  # takes it off C's list: it may not outlive Python
