"""The plan folder: checked with everything that is wrong at once, read, written empty, carried over to a year."""
