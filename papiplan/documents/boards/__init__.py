"""What is read on a screen: boards in the Prefect UI, the dashboard, the A4 page."""
