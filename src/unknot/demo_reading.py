"""What the demo shows of what there is to read: the first pages, and every page of Learn."""

from collections.abc import Awaitable, Callable

from unknot.guide.learn import WELCOME
from unknot.i18n import _
from unknot.learning import Learning
from unknot.ui.learn import LearnDialog

Picture = Callable[[str], Awaitable[None]]
"""Takes a picture of the window with what lies over it, under a name."""
Press = Callable[[str], None]
"""Presses the button of that name."""


async def show_first_pages(learning: Learning, picture: Picture, press: Press) -> None:
    """Read the first pages to their end."""
    learning.welcome()
    for number, page in enumerate(WELCOME, 1):
        await picture(f"0-welcome-{number}-{page}")
        press(_("Get started") if page == WELCOME[-1] else _("Next"))


async def show_learn(learning: Learning, picture: Picture) -> None:
    """Turn over the pages of Learn."""
    learning.open()
    (dialog,) = learning.window.findChildren(LearnDialog)
    for page in dialog.pages:
        dialog.open_page(page)
        await picture(f"13-learn-{page}")
    dialog.hide()
