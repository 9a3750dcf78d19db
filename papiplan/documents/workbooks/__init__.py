"""Workbooks that officers sort and filter: results, sub-plans, the tracking of what was sent."""
