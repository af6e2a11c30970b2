"""Slack: what arrives, what is sent, how a card looks there; knows the domain only."""
