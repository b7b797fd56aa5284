"""Tokens, issuers, clients, people, seats."""
