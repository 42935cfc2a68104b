"""gouji rebuild: read anew what another version of the analyser read."""

from __future__ import annotations

import click

from search_api import actions
from search_api.cli.ingest import INTERRUPTED
from search_api.cli.options import corpus_option, settings_of
from search_api.cli.progress import progress_bar


@click.command("rebuild")
@click.option("--indices", is_flag=True, help="Make the indices of Elasticsearch anew instead, while they are in use.")
@click.option("--confirm", is_flag=True, help="Delete the indices that were in use before --indices.")
@corpus_option
def command(indices: bool, confirm: bool, corpus: str | None) -> int:
    """Read anew what another version read. It can be stopped and taken up again."""
    settings = settings_of(corpus)
    if indices:
        click.echo(actions.rebuild_indices(settings))
    if confirm:
        click.echo(f"deleted: {', '.join(actions.drop_old_indices(settings)) or 'there are no old indices'}")
    if indices or confirm:
        return 0
    with actions.open_corpus(settings) as opened, progress_bar("rebuild") as advance:
        done = actions.rebuild(opened, settings=settings, on_progress=advance)
    counts = done.counts
    click.echo(f"{done.seen:,} to rebuild = {counts['replaced']:,} rebuilt + {done.seen - counts['replaced']:,} failed")
    for outcome in done.troubled:
        click.echo(f"{outcome.outcome:<8} {outcome.path}: {outcome.reason}")
    if done.stopped:
        click.echo(f"gouji: {done.stopped}", err=True)
    if done.interrupted:
        click.echo("interrupted: what is counted is done; run it again to go on", err=True)
        return INTERRUPTED
    if done.seen == counts["replaced"] and not done.stopped:
        return 0
    return 1 if counts["replaced"] else 2
