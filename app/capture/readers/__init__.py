"""Readers of text behind the port `TextReader`; `choose` picks one."""
