"""What is received -> Report: files, pages, mail, tables; fetching."""
