"""The chat with Reverie: threads, questions, streamed answers and their evidence."""
