"""Pages of badges from elsewhere: their holder brings them, an operator weighs them."""
