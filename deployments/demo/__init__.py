"""The example plan's year on a virtual clock: real flows, server, worker and mail; only time and units are played."""
