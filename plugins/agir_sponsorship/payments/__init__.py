"""Money that comes in for pledges, and goes back: transfers, Stripe, refunds."""
