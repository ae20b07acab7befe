"""Measures what Unknot promises about time and size: `make bench`. docs/performance.md says how and what came out."""
