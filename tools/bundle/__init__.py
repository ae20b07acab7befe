"""Builds what is installed: `python -m tools.bundle` makes a folder, a tarball and, on Debian, a package."""
