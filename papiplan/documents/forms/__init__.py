"""Units' forms: made, read in a guarded child process, given back with their faulty cells marked."""
