"""Widgets of the Days window: today, calendar, sessions, weeks. Loaded when it is first opened."""
