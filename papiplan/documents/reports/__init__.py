"""The reports: on sub-plans, the consolidated one, the draft evaluation; what they say and how they are laid out."""
