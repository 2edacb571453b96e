"""Somebody's existing spreadsheet: read, judged row by row, shown, then written in bulk."""
