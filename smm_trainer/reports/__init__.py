"""Campaigns, and what learners did with them, put into words for people and for other programs."""
