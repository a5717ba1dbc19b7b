"""The library: typical indicators, word lists, units and places, as data files that people can edit."""
