"""What thinks: digest, recall, chat; models behind ports. Imports storage only."""
