"""`torilla`: the commands, one file each. Exit codes: 0 done, 1 found something, 2 could not."""

import importlib
import sys

import click

from torilla.cli.sentences import sentence
from torilla.core.discretion import hide, hide_in_tracebacks

COMMANDS = {
    "audit": "torilla.cli.audit:audit",
    "backup": "torilla.cli.backup:backup",
    "break-glass": "torilla.cli.break_glass:break_glass",
    "demo": "torilla.cli.demo:demo",
    "findings": "torilla.cli.findings:findings",
    "guideline": "torilla.cli.guideline:guideline",
    "init": "torilla.cli.init:init",
    "keys": "torilla.cli.keys:keys",
    "person": "torilla.cli.person:person",
    "public": "torilla.cli.public:public",
    "register": "torilla.cli.register:register",
    "release": "torilla.cli.release:release",
    "restore": "torilla.cli.restore:restore",
    "screen": "torilla.cli.screen:screen",
    "serve": "torilla.cli.serve:serve",
    "setup-link": "torilla.cli.setup_link:setup_link",
    "withdrawals": "torilla.cli.withdrawals:withdrawals",
    "worker": "torilla.cli.worker:worker",
}


class Lazy(click.Group):
    """A command's module is imported when the command is called, not before."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module, attribute = COMMANDS[name].split(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command


@click.command(cls=Lazy)
@click.version_option(package_name="torilla")
def torilla() -> None:
    """Runs a municipality's social media by its own guideline."""


def main() -> None:
    """Run; what an operator can put right is said in one sentence, without a traceback (exit 2)."""
    hide_in_tracebacks()
    try:
        code = torilla.main(standalone_mode=False)  # what a command gave to click's Exit
    except click.ClickException as error:
        error.message = hide(error.message)
        error.show()
        sys.exit(2)
    except click.Abort:
        sys.exit(2)
    except Exception as error:
        said = sentence(error)
        if said is None:
            raise
        click.echo(hide(said), err=True)
        sys.exit(2)
    sys.exit(code if isinstance(code, int) else 0)


if __name__ == "__main__":
    main()
