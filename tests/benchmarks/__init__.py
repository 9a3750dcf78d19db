"""How long the product's heavier work takes: `make bench`. Figures to read side by side, no limits to keep."""
