"""Files with the published index, in whichever shape they come."""
