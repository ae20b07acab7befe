"""Command line: write the tones as files."""

import argparse
import wave
from pathlib import Path

from tools.sounds.tones import RATE_HZ, TONES, samples

OUT = Path(__file__).parents[2] / "resources" / "sounds"


def main() -> None:
    """Run the tool."""
    parser = argparse.ArgumentParser(prog="python -m tools.sounds", description="Makes the program's tones.")
    parser.add_argument("--out", type=Path, default=OUT, help="where the files go (resources/sounds)")
    out: Path = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    total = 0
    for name in TONES:
        path = out / f"{name}.wav"
        write(name, path)
        total += path.stat().st_size
        print(f"{path.name}: {1000 * len(samples(name)) // RATE_HZ} ms, {path.stat().st_size / 1024:.1f} KiB")
    print(f"together {total / 1024:.0f} KiB")


def write(name: str, path: Path) -> None:
    """Write the tone `name` to `path`: 48 kHz, 16 bits, one channel."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes(b"".join(value.to_bytes(2, "little", signed=True) for value in samples(name)))


if __name__ == "__main__":
    main()
