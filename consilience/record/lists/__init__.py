"""What lists show and search finds: rows of stories and reports, full text, and what is worth checking."""
