"""Unknot: a guided self-massage timer for glutes and hips."""

__version__ = "0.1.0"
