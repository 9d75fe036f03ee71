"""`weekbook key FILE`: the council's one secret, made by hand and kept apart from the data."""

from pathlib import Path

from store.keys import make_key_file
from web.commands.running import JsonOption, refuse, say, say_json


def key(file: Path, json: JsonOption = False) -> None:
    """Make a key file. Whoever has it and the data can read everything; without it nobody can."""
    try:
        make_key_file(file.expanduser())
    except FileExistsError:
        refuse(f"{file} is there already; it was left as it is")
    except OSError as error:
        refuse(f"the key file {file} cannot be written ({error.strerror})")
    say(f"The key is in {file}. Keep a copy of it where the backups are not.")
    if json:
        say_json({"file": str(file)})
