"""Published figures and words held against the counts beside them."""
