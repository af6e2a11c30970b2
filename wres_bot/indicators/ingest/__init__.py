"""A trust's own files as clean tables of people, with every doubt said."""
