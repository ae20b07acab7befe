"""Looks at every window and dialog as people see it for whom English at the usual size is not what they have."""
