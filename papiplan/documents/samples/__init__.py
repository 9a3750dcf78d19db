"""Made-up facts with which the check tries out an office's own mail texts and Word templates."""
