"""Adapters: language models and embedders behind the ports of `agents.ports`."""
