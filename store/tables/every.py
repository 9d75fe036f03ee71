"""All tables in one metadata, for migrations."""

from store.tables import (
    access,
    cases,
    entries,
    families,
    finding,
    modules,
    people,
    photographs,
    practice,
    sending,
    trail,
    words,
)
from store.tables.base import Base

EVERY = (access, cases, entries, families, finding, modules, people, photographs, practice, sending, trail, words)
metadata = Base.metadata
