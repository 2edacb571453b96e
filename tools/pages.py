"""The reference pages that are written from the code itself."""

import inspect
from collections.abc import Iterator
from pathlib import Path

import click
from help import targets

ROOT = Path(__file__).resolve().parent.parent


def make_page() -> str:
    """Return the page of the make targets, as the Makefile's own sentences put it."""
    lines = ["# make targets", "", "Written by `make sync-docs` from the Makefile."]
    for heading, found in targets((ROOT / "Makefile").read_text(encoding="utf8")):
        lines += ["", f"## {heading}", "", "| command | does |", "| --- | --- |"]
        lines += [f"| `make {name}` | {sentence} |" for name, sentence in found]
    return "\n".join(lines) + "\n"


def commands_page() -> str:
    """Return the page of the commands of `torilla`, as their own help puts it."""
    from torilla.cli.main import torilla  # needs the product, which the other page does not

    lines = [
        "# torilla commands",
        "",
        "Written by `make sync-docs` from the commands' own help. Exit codes: 0 done or listed,",
        "1 found something wrong, 2 could not. [What `--json` prints](json.md).",
    ]
    for context in walk(click.Context(torilla, info_name="torilla")):
        lines += ["", f"## {usage(context)}", "", inspect.cleandoc(context.command.help or "")]
        if options := list(options_of(context)):
            lines += ["", "| option | |", "| --- | --- |"]
            lines += [f"| `{names}` | {meaning} |" for names, meaning in options]
    return "\n".join(lines) + "\n"


def metrics_page() -> str:
    """Return the page of the figures of `/metrics`."""
    from torilla.web.metric_list import METRICS  # needs the product

    lines = [
        "# Metrics",
        "",
        "Written by `make sync-docs` from `torilla/web/metric_list.py`.",
        "[How to have them watched](../howto/watch.md).",
        "",
        "`/metrics` answers in Prometheus' text format whoever sends",
        "`Authorization: Bearer TORILLA_METRICS_TOKEN`; without that setting there is no such page.",
        "All are gauges, read from the database when somebody asks; none is of a person, a unit or an",
        "account. Beside them stand the usual `process_…` figures of the web server's process.",
        "",
        "| name | label | says |",
        "| --- | --- | --- |",
    ]
    lines += [f"| `{each.name}` | {', '.join(each.labels)} | {each.says} |" for each in METRICS]
    return "\n".join(lines) + "\n"


def api_page() -> str:
    """Return the page of the operations of the interface."""
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "torilla.config.settings_test")
    django.setup()
    from django.utils import translation

    from torilla.api.problems import TITLES
    from torilla.api.root import description
    from torilla.api.routing import OPERATIONS
    from torilla.api.scopes import SCOPES

    translation.activate("en")
    told = description()["paths"]
    lines = [
        "# The interface for programs",
        "",
        "Written by `make sync-docs` from `torilla/api`. [How to use it](../howto/use-the-api.md).",
        "Shapes of what is sent and answered stand in `/api/v1/openapi.json` (OpenAPI 3.1) of a running Torilla,",
        "and for people at `/api/`.",
        "",
        "A call answers as the pages do: by the permission of the person whose key it is, and within the",
        "key's scope. Without the right to see something one gets the 404 of what is not there.",
        "",
        "## Scopes",
        "",
        "| scope | lets |",
        "| --- | --- |",
    ]
    lines += [f"| `{scope}` | {words} |" for scope, words in SCOPES.items()]
    lines += [
        "",
        "## Operations",
        "",
        "| call | needs | scope | does |",
        "| --- | --- | --- | --- |",
    ]
    for path, methods in told.items():
        for method, operation in methods.items():
            needs = OPERATIONS[operation["operationId"]]
            lines.append(
                f"| `{method.upper()} {path}` | {needs.permission} | `{needs.scope}` "
                f"| {operation['summary']} |"
            )
    lines += [
        "",
        "## Problems",
        "",
        "`application/problem+json` (RFC 9457), `type` ends in the kind.",
        "",
    ]
    lines += ["| kind | status | says |", "| --- | --- | --- |"]
    lines += [f"| `{kind}` | {status} | {title} |" for kind, (status, title) in TITLES.items()]
    return "\n".join(lines) + "\n"


def walk(context: click.Context) -> Iterator[click.Context]:
    """Yield every command below, by the alphabet (groups do nothing by themselves)."""
    if not isinstance(context.command, click.Group):
        yield context
        return
    for name in context.command.list_commands(context):
        below = context.command.get_command(context, name)
        if below is not None and not below.hidden:
            yield from walk(click.Context(below, parent=context, info_name=name))


def usage(context: click.Context) -> str:
    """Return the command with the arguments it takes, without its options."""
    taken = [each for each in context.command.params if isinstance(each, click.Argument)]
    return " ".join([context.command_path, *(each.make_metavar(context) for each in taken)])


def options_of(context: click.Context) -> Iterator[tuple[str, str]]:
    """Yield the names and the sentence of every option but --help."""
    for parameter in context.command.params:
        if isinstance(parameter, click.Option) and (record := parameter.get_help_record(context)):
            yield record[0].replace("|", "\\|"), record[1].replace("|", "\\|")


GENERATED = {
    "make.md": make_page,
    "commands.md": commands_page,
    "metrics.md": metrics_page,
    "api.md": api_page,
}
"""File name in docs/reference → what writes its text."""
