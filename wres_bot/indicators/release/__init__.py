"""What an audience may be told of the figures, decided once; and the pictures of it."""
