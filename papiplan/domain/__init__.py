"""Pure rules: told everything, asking nothing. No clock, no environment, no file, no network."""
