"""Mail texts, which an office may replace from its plan folder, and what each is told."""
