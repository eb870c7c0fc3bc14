"""Cases of single memory operations, played against the house in one process."""
