"""Writes the moving picture of the README: a session from picking to stripping, as the program itself shows it.

``make moving`` writes ``docs/pictures/session.webp``. It needs Pillow, of the group `atlas` in pyproject.toml.
"""
