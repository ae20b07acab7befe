"""Widgets: they draw snapshots and say what the person wants. They hold no truth and own no time."""
