"""How well the tests of the rules look: `make mutate` changes the rules, one small thing at a time, and runs them.

mutmut makes the changes and runs `tests/core`. A change that no test notices is a mutant that survived: either a test
is missing, or the change makes no difference that anybody could notice. Those of the second kind stand in `same.toml`,
each with its reason, and are left out of the score.
"""
