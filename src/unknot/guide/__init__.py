"""The guide's words: reads `resources/guide/*.toml` and the atlas's shapes into core types, each claim with its source.

`unknot.guide.library.load` is the way in; `unknot.guide.words` holds the types that are not the rules' own.
"""
