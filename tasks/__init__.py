"""Effects: the product's rules carried out on database, store, mail and screen, retried and observed by Prefect.

One file per noun. Not here: rules (`papiplan.domain`), nor order (`flows`).
"""
