"""Which caseload and census are imported: the real samples where they lie beside the repository, else our own."""

from pathlib import Path

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT.parent / "shared/data"
OWN = Path(__file__).parent / "data"


def real_files_are_here() -> bool:
    return (SAMPLES / "caseload/csc.csv").exists() and (SAMPLES / "cin_census/fake_CIN_data.xml").exists()


def caseload() -> Path:
    return SAMPLES / "caseload/csc.csv" if real_files_are_here() else OWN / "caseload.csv"


def census() -> Path:
    return SAMPLES / "cin_census/fake_CIN_data.xml" if real_files_are_here() else OWN / "census.xml"


def sources_in_words() -> str:
    which = "the real sample files" if real_files_are_here() else "small files of our own, of the same shapes"
    return f"imports read {which} ({caseload().name}, {census().name})"
