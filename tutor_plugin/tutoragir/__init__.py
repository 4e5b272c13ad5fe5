"""Agir for Tutor: carries the suite's wheel into the image and tells the site about it."""
