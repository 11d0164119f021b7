"""What people decide, of stories, lines of accounts and sources; the program follows it and never undoes it."""
