"""What the command line does for whoever runs the bot: examples, imports, people, doctor. Answers no chat."""
