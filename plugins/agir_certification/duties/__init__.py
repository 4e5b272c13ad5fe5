"""The log of what a named person has to declare on somebody else's portal."""
