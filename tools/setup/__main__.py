"""`python3 -m tools.setup run` gets what running Unknot needs; with `dev`, what working on it needs too."""

import sys

from tools.setup import environment, system


def main(arguments: list[str]) -> int:
    """Set up what `arguments` names; the exit code."""
    if arguments not in (["run"], ["dev"]):
        print("usage: python3 -m tools.setup run|dev", file=sys.stderr)
        return 2
    dev = arguments == ["dev"]
    try:
        system.make_ready("run", *(("test",) if dev else ()))
        environment.make_ready(dev=dev)
    except (system.MissingError, environment.FailedError) as refusal:
        print(refusal, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
