"""The indicators in words, tables and pictures: nothing here computes or chooses a figure."""
