"""The desk: a web application over a record, live, for people who check."""
