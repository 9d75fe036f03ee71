"""The command `weekbook`."""

import os

import typer

from web.commands.bench import bench
from web.commands.demo import demo
from web.commands.importing import importing
from web.commands.inviting import invite_
from web.commands.keeping import backup, check_, restore_
from web.commands.key import key
from web.commands.serve import serve_
from web.commands.team import team

commands = typer.Typer(
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None
)
commands.command("serve")(serve_)
commands.command("demo")(demo)
commands.command("invite")(invite_)
commands.command("team")(team)
commands.add_typer(importing, name="import")
commands.command("backup")(backup)
commands.command("restore")(restore_)
commands.command("check")(check_)
commands.command("key")(key)
commands.command("bench")(bench)


@commands.callback()
def only_for_the_owner() -> None:
    """The electronic workbook of family safeguarding teams."""
    os.umask(0o077)


def main() -> None:
    commands()


if __name__ == "__main__":
    main()
