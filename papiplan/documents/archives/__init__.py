"""An ended plan's archive, which needs no database."""
