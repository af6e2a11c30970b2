"""Slack: what arrives, what is sent, how a card looks there; knows core only."""
