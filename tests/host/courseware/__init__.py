"""The courseware of the embedded host: courses, blocks, answers, grades."""
