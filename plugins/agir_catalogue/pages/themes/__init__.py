"""Pages of themes: the catalogue’s diversity, calls for what it lacks, the themes of a course."""
