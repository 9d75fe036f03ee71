"""What Find looks in: derived from families, people and cases, and built anew from them at any time.

No foreign keys: these rows are rewritten with their family (store.find_index), and millions of them are
written at once.
"""

from sqlalchemy import BigInteger, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.base import Base


class FindPosting(Base):
    """A case of a team is found by a term (store.practice.finding.terms).

    The team stands first in the key: what one team's people look up lies on few pages, and every page has to
    be read and decrypted anew after each write to the trail.
    """

    __tablename__ = "find_postings"
    __table_args__ = {"sqlite_with_rowid": False}

    team_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    term: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    case_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class FindListing(Base):
    """A case is found from any team by a term that confirms nothing: a surname, a whole name, the reference."""

    __tablename__ = "find_listings"
    __table_args__ = {"sqlite_with_rowid": False}

    term: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    case_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class FindKey(Base):
    """The vocabulary: a word of a kind (surname, given, street), under each key that proposes it."""

    __tablename__ = "find_keys"
    __table_args__ = {"sqlite_with_rowid": False}

    key: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    word: Mapped[str] = mapped_column(primary_key=True)


class FindCase(Base):
    """The terms under which a case stands now, eight bytes each, so that a change rewrites only what changed."""

    __tablename__ = "find_cases"

    case_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    team_id: Mapped[int]
    terms: Mapped[bytes] = mapped_column(LargeBinary)
    listed: Mapped[bytes] = mapped_column(LargeBinary)
