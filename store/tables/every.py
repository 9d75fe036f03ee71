"""All tables in one metadata, for migrations."""

from store.tables import access, cases, entries, families, finding, people, practice, sending, trail
from store.tables.base import Base

EVERY = (access, cases, entries, families, finding, people, practice, sending, trail)
metadata = Base.metadata
