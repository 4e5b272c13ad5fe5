"""From tags to links: what an author said of a block becomes a row of Agir's own."""
