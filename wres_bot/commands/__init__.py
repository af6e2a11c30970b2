"""One file per verb, and the dispatcher that chooses among them. Answers come back as cards; nothing here sends."""
