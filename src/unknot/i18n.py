"""Words in the person's language: gettext, with English as the source and the fall-back.

`_` and `n_` look words up when they are called, so that a text never stays in the language it was first shown in.
Call them inside functions, not at import.
"""

import gettext
import os
from pathlib import Path

_catalogue: gettext.NullTranslations = gettext.NullTranslations()


def language() -> str:
    """Return the language that the person's system asks for, as `de` or `pt_BR`; `en` where it asks for none."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        asked = os.environ.get(name, "").split(":")[0].split(".")[0].split("@")[0]
        if asked:
            return "en" if asked in ("C", "POSIX") else asked
    return "en"


def use(folder: Path, wanted: str) -> None:
    """Take the words of language `wanted` from `folder` (`LANGUAGE/LC_MESSAGES/unknot.mo`); English without them."""
    install(gettext.translation("unknot", folder, [wanted], fallback=True))


def install(catalogue: gettext.NullTranslations) -> None:
    """Take words from `catalogue` from now on."""
    global _catalogue  # noqa: PLW0603  # the one language of the process
    _catalogue = catalogue


def spoken() -> str:
    """Return the language of the words that are in use, which need not be the one that was asked for."""
    return _catalogue.info().get("language", "") or "en"


def _(text: str) -> str:
    """Return `text` in the person's language."""
    return _catalogue.gettext(text)


def n_(singular: str, plural: str, count: int) -> str:
    """Return the form that goes with `count`."""
    return _catalogue.ngettext(singular, plural, count)
