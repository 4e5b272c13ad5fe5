"""Pages of other operators: how they do, what of theirs is doubted, whom this site reads."""
