"""The state of record: schema, queries and the one way to write.

Functions take the connection, return frozen dataclasses and never commit: the caller owns the transaction. Not here:
any decision, which is the domain's, and any file's bytes, which are the store's.
"""

from papiplan.database.connection import Database, NoDatabaseError, SchemaMismatchError

__all__ = ["Database", "NoDatabaseError", "SchemaMismatchError"]
