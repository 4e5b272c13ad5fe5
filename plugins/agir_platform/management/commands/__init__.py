"""Commands of the shared rooms, named by what they do."""
