"""The demo: a page on this computer, and the bot with a clock that can be moved behind it."""
