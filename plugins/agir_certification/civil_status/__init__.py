"""Civil status: asked before the exam, sealed, read by few, logged, corrected, erased."""
