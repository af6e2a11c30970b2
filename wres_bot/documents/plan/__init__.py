"""What a plan's tables mean: columns, rows and cells in; actions, questions and doubts out. Reads no file itself."""
