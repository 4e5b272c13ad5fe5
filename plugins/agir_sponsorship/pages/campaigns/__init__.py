"""Campaigns as everybody reads them, and the pledges of those who give."""
