"""Clients, people, seats, keys and the trail, for those who look after them and never see a case."""
