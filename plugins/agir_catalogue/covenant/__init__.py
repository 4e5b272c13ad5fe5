"""Does a course stay free for everybody: looked at, written down, told, and held."""
