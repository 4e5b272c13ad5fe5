"""From an award to a signed document that its learner owns, and to the end of it."""
