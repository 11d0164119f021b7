"""Six short reports of one event that never happened, for `consilience demo` and for tests.

The ferry, the village of Mkondowe, every person, outlet and body named in them are invented; the
countries and towns around them are real, so that places can be told apart.
"""
