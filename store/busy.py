"""Whether the database was only busy, or away for a moment: the same is then worth asking again."""

import sqlcipher3
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

MAY_BE_BUSY = (OperationalError, NoConnectionFree, sqlcipher3.OperationalError)
"""What a database raises then; each of them may also mean that something is broken."""

_SQLITE = {sqlcipher3.SQLITE_BUSY, sqlcipher3.SQLITE_LOCKED}
# PostgreSQL: no connection, a deadlock, its end was asked for, too many at once, a row not given up in time.
_POSTGRESQL = ("08", "40", "57", "53300", "55P03")


def is_busy(error: Exception) -> bool:
    if isinstance(error, NoConnectionFree):
        return True
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlcipher3.OperationalError):
        return (cause.sqlite_errorcode & 0xFF) in _SQLITE  # the lowest byte: why, the others: where
    state = getattr(cause, "sqlstate", "")  # psycopg's; None where it was never connected
    return state is None or state.startswith(_POSTGRESQL)
