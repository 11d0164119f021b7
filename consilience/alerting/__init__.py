"""Telling people what they asked to be told of: saved searches, webhooks, mail and Atom feeds."""
