"""Where the bundled program begins. In a bundle there is no Python that a module could be handed to by name.

The program starts its voice and its tones as `python … -m module`, each in a process of its own; in a bundle
`sys.executable` is the program itself, so the same words reach this file, and name one of these two or nothing.
"""

import os
import sys
from collections.abc import MutableMapping

from unknot.desktop.children import CHIMES, VOICE


def give_back(environ: MutableMapping[str, str]) -> None:
    """Put the environment back as it was before PyInstaller's beginning ran.

    On Linux that names the bundle's libraries to the loader. Whatever is started from here, such as the system's speech
    server, is to find the system's own; another process of this program names them anew for itself.
    """
    for name in [name for name in environ if name.startswith("_PYI_")]:
        del environ[name]
    environ.pop("LD_LIBRARY_PATH", None)
    if (before := environ.pop("LD_LIBRARY_PATH_ORIG", None)) is not None:
        environ["LD_LIBRARY_PATH"] = before


def main(arguments: list[str]) -> int:
    """Be the voice, the tones, or the program, as `arguments` (those after the name of the program) say."""
    if arguments == [*VOICE[1:]]:
        from unknot.desktop import voice_process

        return voice_process.main()
    if arguments == [*CHIMES[1:]]:
        from unknot.desktop import chime_process

        return chime_process.main()
    from unknot import __main__

    return __main__.main(arguments)


if __name__ == "__main__":
    give_back(os.environ)
    sys.exit(main(sys.argv[1:]))
