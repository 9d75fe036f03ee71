"""The command `weekbook`."""

import os

import typer

from web.commands.demo import demo
from web.commands.key import key
from web.commands.serve import serve_

commands = typer.Typer(
    help="The electronic workbook of family safeguarding teams.", no_args_is_help=True, add_completion=False,
    pretty_exceptions_enable=False,
)  # fmt: skip
commands.command("serve")(serve_)
commands.command("demo")(demo)
commands.command("key")(key)


@commands.callback()
def only_for_the_owner() -> None:
    """The electronic workbook of family safeguarding teams."""
    os.umask(0o077)


def main() -> None:
    commands()


if __name__ == "__main__":
    main()
