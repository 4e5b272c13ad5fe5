"""From what happened to what is counted, published and compared: the rows of the indicators."""
