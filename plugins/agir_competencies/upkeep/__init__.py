"""What keeps standings true: replay, recompute, reconcile, backfill. None runs in a request."""
