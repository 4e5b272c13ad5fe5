"""A browser that visits units, where one can be started: nothing else of the suite needs it."""
