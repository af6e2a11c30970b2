"""The HTTP app: mounts, health, metrics and the demo page; no chat platform's wire format, no verb, no query."""
