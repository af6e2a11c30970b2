"""Measurements as ratios against a peer in the same run. Never a test: these machines are shared and noisy."""
