"""The rules: muscles, plans, the session, safety and the day's count.

Standard library only. Nothing here draws, reads a file or asks what time it is: every function is given the time and
the facts that it needs, so that a whole day can be tested in milliseconds.
"""
