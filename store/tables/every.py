"""All tables in one metadata, for migrations."""

from store.tables import (
    access,
    cases,
    consultations,
    entries,
    families,
    finding,
    modules,
    people,
    practice,
    sending,
    trail,
    words,
)
from store.tables.base import Base

EVERY = (access, cases, consultations, entries, families, finding, modules, people, practice, sending, trail, words)
metadata = Base.metadata
