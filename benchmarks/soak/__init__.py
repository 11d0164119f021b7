"""A desk under a steady stream of arrivals from feeds, for as long as it is let: what it costs, and how long people wait."""
