"""The command line's front door: which commands there are, and what becomes of an error."""

from __future__ import annotations

import importlib
import os
import sys
from typing import Any

import click

COMMANDS = {
    "ingest": "search_api.cli.ingest",
    "extract": "search_api.cli.extract",
    "search": "search_api.cli.search",
    "saved": "search_api.cli.saved",
    "figures": "search_api.cli.figures",
    "programs": "search_api.cli.programs",
    "correct": "search_api.cli.correct",
    "show": "search_api.cli.show",
    "status": "search_api.cli.status",
    "remove": "search_api.cli.remove",
    "rebuild": "search_api.cli.rebuild",
    "export": "search_api.cli.export",
    "import": "search_api.cli.import_corpus",
    "backup": "search_api.cli.backup",
    "serve": "search_api.cli.serve",
    "demo": "search_api.cli.demo",
}
"""Where each command lives: `command` of that module, imported when it is needed."""

DONE, SOME_FAILED, NOTHING_DONE, INTERRUPTED = 0, 1, 2, 130


class Commands(click.Group):
    """A group that imports a command when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        found = importlib.import_module(COMMANDS[cmd_name]).command
        return found if isinstance(found, click.Command) else None

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:  # click would make it a failure
            raise ReaderGone from error


class ReaderGone(Exception):  # noqa: N818 - no error: `gouji figures | head` has read enough
    """Who read our output has closed the pipe."""


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.option(
    "--corpus", metavar="URL", help="The corpus: sqlite:////absolute/path, or https://user:password@host:9200/name."
)
@click.version_option(package_name="gouji", prog_name="gouji")
@click.pass_context
def gouji(ctx: click.Context, corpus: str | None) -> None:
    """勾稽: the figures and programs of Chinese policy reports, extracted with their evidence, and searchable.

    `gouji demo` shows it on example reports. `gouji extract FILE` prints the statistics of one document.
    `gouji ingest FOLDER`, then `gouji search`, `gouji figures` and `gouji programs`,
    work on many.
    """
    ctx.obj = corpus


def main(arguments: list[str] | None = None) -> None:
    """Run a command; exit with 0 (all done), 1 (some inputs failed) or 2 (usage, or nothing could be done)."""
    _set_streams()
    sys.exit(run(arguments))


def run(arguments: list[str] | None = None) -> int:
    """Run a command and return its exit status. An error is one sentence on standard error."""
    try:
        status = gouji.main(arguments, prog_name="gouji", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.ClickException as error:
        click.echo(_sentence(error), err=True)
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        click.echo("gouji: interrupted", err=True)
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the last net: a user is told in a sentence, never by a traceback
        return _failed(error)
    return status if isinstance(status, int) else DONE


def _sentence(error: click.ClickException) -> str:
    """A usage error with the command that explains it; any other error as it is."""
    text = " ".join(error.format_message().split()).rstrip(".")
    context = getattr(error, "ctx", None)
    return f"gouji: {text}: see `{context.command_path} --help`" if context else f"gouji: {text}"


def _failed(error: Exception) -> int:
    if isinstance(error, ReaderGone | BrokenPipeError):
        _close_quietly()
        return DONE
    from search_api.cli.errors import explain

    click.echo(f"gouji: {explain(error)}", err=True)
    _drop_unwritten()
    if os.environ.get("GOUJI_DEBUG"):
        raise error
    return NOTHING_DONE


def _drop_unwritten() -> None:
    """What a full disk would not take is not tried again when the interpreter ends: that would change the status."""
    try:
        sys.stdout.flush()
    except OSError:
        _close_quietly()


def _close_quietly() -> None:
    """The reader of a pipe went away: what is still buffered has nowhere to go, and that is no error."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _set_streams() -> None:
    """UTF-8 whatever the locale; a file name that is no text is written with escapes. A closed stream is nowhere."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 - open as long as the program
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace")


if __name__ == "__main__":
    main()
