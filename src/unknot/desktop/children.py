"""The commands of the two processes that make what is heard: known here without Qt, which only they need."""

import sys

PYTHON = (sys.executable, "-P", "-m")
VOICE = (*PYTHON, "unknot.desktop.voice_process")
CHIMES = (*PYTHON, "unknot.desktop.chime_process")
