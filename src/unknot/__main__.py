"""The entry: arguments before any Qt import, then the window, the demo or a verb; never a traceback."""

import gc
import os
import sys
from argparse import Namespace

from unknot import cli, i18n, resources, verbs


def main(argv: list[str] | None = None) -> int:
    """Run `unknot` with `argv` (the process's own by default) and return the exit code."""
    arguments = None
    try:
        i18n.use(resources.root() / "i18n", i18n.language())
        try:
            arguments = cli.parse(argv)
            code = _run(arguments)
        except SystemExit as leaving:  # argparse, after --help, --version or its one line
            code = leaving.code if isinstance(leaving.code, int) else verbs.DONE
        sys.stdout.flush()
    except KeyboardInterrupt:
        return verbs.INTERRUPTED
    except BrokenPipeError:
        _let_go_of_stdout()  # whoever read has seen enough
        return verbs.DONE
    except Exception as error:  # noqa: BLE001  # the last place: nothing but a plain line may reach a person
        _let_go_of_stdout()
        return cli.fail(error, arguments.data_dir if arguments else None)
    return code


def _let_go_of_stdout() -> None:
    """Drop what stdout still holds where it can't be written: Python would complain at its own last flush."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(arguments: Namespace) -> int:
    if arguments.verb is None:
        options = cli.window_options(arguments)
        gc.disable()  # nearly all that is made while starting stays: to look for what doesn't takes a tenth of the time
        try:
            from unknot import opening

            return opening.run(options)
        finally:
            gc.enable()
    if arguments.verb == "demo":
        from unknot import demo

        return demo.run(arguments.out)
    return cli.run(arguments)


if __name__ == "__main__":
    sys.exit(main())
