"""`torilla release`: what a restored database holds back, and letting it go."""

import click

from torilla.cli.boot import django_setup


@click.command()
@click.option(
    "--drop",
    type=click.Choice(["old", "everything", "nothing"]),
    help="Release, and drop what waited when the backup was made, all that waits, or nothing.",
)
def release(drop: str | None) -> None:
    """Show what is held back after a restore (exit 1: something is); with --drop, release it."""
    django_setup()
    from django.utils import timezone, translation

    from torilla.core.actors import SYSTEM
    from torilla.core.quiet import held_back, restoration
    from torilla.core.release import release as let_go

    since = restoration()
    if since is None:
        click.echo("Nothing is held back.")
        return
    with translation.override("en"):
        for each in held_back(since):
            first, last = (timezone.localtime(at) for at in (each.first, each.last))
            click.echo(
                f"{each.words}, due {first:%Y-%m-%d %H:%M} to {last:%Y-%m-%d %H:%M}; {each.old} waited "
                "when the backup was made"
            )
    if drop is None:
        click.echo(
            f"Held back since the restore of {timezone.localtime(since.restored_at):%Y-%m-%d %H:%M}. "
            "Release it with --drop old, everything or nothing."
        )
        raise click.exceptions.Exit(1)
    dropped = let_go(actor=SYSTEM, restoration=since, drop=drop, now=timezone.now())
    click.echo(f"Released; {dropped} dropped.")
