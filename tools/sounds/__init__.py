"""Makes the program's own tones, at build time: the files of `resources/sounds`."""
