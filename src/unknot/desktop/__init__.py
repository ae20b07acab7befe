"""The platform: clock, timer, system libraries. No widgets."""
