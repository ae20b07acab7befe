"""Writes the atlas's picture in every look, for a person to judge, and the contact sheets of the documentation.

``python -m tools.pictures`` writes to ``build/pictures``; ``--out DIRECTORY`` elsewhere. ``--sheet`` also draws the
contact sheets, ``docs/pictures/atlas-light.webp`` and ``atlas-dark.webp``. It needs only the program itself.
"""
