"""The learner's side that blocks share: forms whose answers are said in place."""
