"""Recording while the safe is locked: a process without keys that seals what it sees into the spool."""
