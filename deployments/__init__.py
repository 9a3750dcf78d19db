"""Ways in: how a flow starts, by clock, event or hand, and what has to run for that.

Not here: what a flow does (`flows`).
"""
