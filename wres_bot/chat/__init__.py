"""Chat platforms: one folder each, with listen, send and render; none knows another, the store or the verbs."""
