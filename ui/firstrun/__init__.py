"""The first run: what is kept, the passphrase, what is hidden, which model answers, a first moment found, the keys."""
