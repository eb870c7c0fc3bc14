"""The programs of the demo: plausible windows of a mail, a document, a terminal and a chat."""
