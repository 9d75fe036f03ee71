"""All tables in one metadata, for migrations."""

from store.tables import (
    access,
    cases,
    conferences,
    consultations,
    entries,
    families,
    finding,
    individual_supervision,
    modules,
    people,
    photographs,
    practice,
    report_copies,
    report_versions,
    reports,
    sending,
    supervision,
    trail,
    words,
)
from store.tables.base import Base

EVERY = (access, cases, conferences, consultations, entries, families, finding, individual_supervision, modules,
         people, photographs, practice, report_copies, report_versions, reports, sending, supervision, trail,
         words)  # fmt: skip
metadata = Base.metadata
