"""Story -> Account: what the readings of one story say together."""
