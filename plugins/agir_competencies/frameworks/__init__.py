"""From a file to tables: readers of formats, the plan of what changes, its application."""
