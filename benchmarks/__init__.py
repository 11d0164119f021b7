"""Accuracy and speed, one command each; figures are kept in RESULTS.md."""
