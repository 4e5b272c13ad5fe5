"""Campaigns, their milestones and the pledges made to them."""
