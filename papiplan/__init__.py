"""papiplan: a plan's year, from issue to evaluation.

The product's rules, records and documents. Nothing here knows of Prefect: `tasks/` wraps this package as effects,
`flows/` puts the effects in order, `deployments/` starts them.
"""
