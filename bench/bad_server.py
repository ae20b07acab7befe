"""Speech servers as nobody wishes them: `python -m bench.bad_server hung|flooding SOCKET`."""

import socket
import sys
import threading
import time

PIECE = 64 * 1024
EVERY_S = 0.02
"""A flood of three megabytes a second: at full speed it would keep both cores busy, whoever listens."""
EVENTS = b"701-17\r\n701-23\r\n701 BEGIN\r\n702-17\r\n702-23\r\n702 END\r\n"
GARBAGE = bytes(range(256)) * 8


def flood(line: socket.socket) -> None:
    """Send events of words that nobody asked for, and garbage, for as long as somebody is there."""
    piece = (EVENTS * 20 + GARBAGE) * (PIECE // (20 * len(EVENTS) + len(GARBAGE)) + 1)
    try:
        while True:
            line.sendall(piece)
            time.sleep(EVERY_S)
    except OSError:
        line.close()


def main(kind: str, place: str) -> None:
    """Accept whoever comes, and never answer."""
    kept = []
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(place)
        server.listen(64)
        print("listening", flush=True)
        while True:
            line, _ = server.accept()
            kept.append(line)
            if kind == "flooding":
                threading.Thread(target=flood, args=(line,), daemon=True).start()


if __name__ == "__main__":
    main(*sys.argv[1:])
