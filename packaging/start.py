"""Where the bundled program begins. In a bundle there is no Python that a module could be handed to by name.

The program starts its voice and its tones as `python … -m module`, each in a process of its own; in a bundle
`sys.executable` is the program itself, so the same words reach this file, and name one of these two or nothing.
"""

import sys

from unknot.desktop.children import CHIMES, VOICE


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
    sys.exit(main(sys.argv[1:]))
