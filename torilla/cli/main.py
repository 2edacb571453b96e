"""`torilla`: the commands, one file each. Exit codes: 0 done, 1 found something, 2 could not."""

import importlib
import sys

import click

COMMANDS = {
    "audit": "torilla.cli.audit:audit",
    "demo": "torilla.cli.demo:demo",
    "findings": "torilla.cli.findings:findings",
    "guideline": "torilla.cli.guideline:guideline",
    "init": "torilla.cli.init:init",
    "keys": "torilla.cli.keys:keys",
    "person": "torilla.cli.person:person",
    "public": "torilla.cli.public:public",
    "register": "torilla.cli.register:register",
    "serve": "torilla.cli.serve:serve",
    "setup-link": "torilla.cli.setup_link:setup_link",
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
    try:
        torilla.main(standalone_mode=False)
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except click.Abort:
        sys.exit(2)
    except Exception as error:
        sentence = _sentence(error)
        if sentence is None:
            raise
        click.echo(sentence, err=True)
        sys.exit(2)


def _sentence(error: Exception) -> str | None:
    """What an operator can do about `error`; None when it is a fault of the program."""
    name = type(error).__name__
    if name == "OperationalError":
        return f"The database cannot be used: {error}. Check DATABASE_URL and the free disk space."
    if name == "ImproperlyConfigured":
        return f"A setting is wrong: {error}"
    if isinstance(error, PermissionError):
        return f"No permission to use {error.filename}: give this user the right to it."
    if isinstance(error, OSError) and error.filename:
        return f"{error.strerror}: {error.filename}"
    return None


if __name__ == "__main__":
    main()
