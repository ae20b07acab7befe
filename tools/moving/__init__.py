"""Writes the pictures of the README: a session that moves, from picking to stripping, and some stills of the demo's.

``make moving`` writes ``docs/pictures/session.webp`` and the stills beside it. Everything on them is the program's own.
"""
