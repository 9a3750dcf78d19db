"""Order: one verb a file, readable aloud. Not here: effects (`tasks`) and rules (`papiplan.domain`)."""
