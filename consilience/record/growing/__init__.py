"""Stories that grow: which reports are near each other, whose name a group bears, and the account of each."""
