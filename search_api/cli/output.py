"""Where records go: standard output, or a file that is there whole or not at all."""

from __future__ import annotations

import io
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TextIO, cast

import click

from search_api.export import COLUMNS, csv_lines, json_lines, write_xlsx
from search_api.parquet import require_parquet, write_parquet
from search_api.records import Record


class OutputError(click.ClickException):
    """The output cannot be written."""

    exit_code = 2


def emit(records: Iterable[Record], *, kind: str, form: str, output: str | None, scaled: bool = False) -> None:
    """Write records as JSON lines, CSV, XLSX or Parquet; `kind` names their columns (search_api.export.COLUMNS)."""
    columns = (*COLUMNS[kind], "scaled", "scaled_max", "scale") if scaled else COLUMNS[kind]
    if form in ("xlsx", "parquet") and output in (None, "-") and sys.stdout.isatty():
        raise OutputError(f"{form} cannot be shown on a terminal: name a file with -o OUT.{form}")
    if form == "parquet":
        require_parquet()
    with open_output(output) as out:
        if form == "xlsx":
            _sheet(records, columns, out)
            return
        if form == "parquet":
            write_parquet(records, columns, out)
            return
        lines = json_lines(records) if form == "jsonl" else csv_lines(records, columns)
        for line in lines:
            out.write(line.encode("utf-8"))


def _sheet(records: Iterable[Record], columns: tuple[str, ...], out: BinaryIO) -> None:
    with tempfile.SpooledTemporaryFile(max_size=50_000_000) as file:
        written = write_xlsx(records, columns, cast("BinaryIO", file))
        file.seek(0)
        while piece := file.read(1 << 20):
            out.write(piece)
    if written.cut:
        click.echo(
            f"gouji: {written.cut} cells were longer than a sheet allows and were cut; csv has them whole", err=True
        )


@contextmanager
def open_output(output: str | None) -> Iterator[BinaryIO]:
    """Standard output, or a new file that takes its name when all is written."""
    if output is None or output == "-":
        sys.stdout.flush()
        stream = sys.stdout.buffer
        yield stream
        stream.flush()
        return
    path = Path(output)
    if path.exists() and not path.is_file() and not path.is_dir():  # a device or a pipe cannot be replaced
        with path.open("wb") as device:
            yield device
        return
    check_output(output)
    yield from _replaced(path)


def check_output(output: str | None) -> None:
    """Raise OutputError now rather than after hours, when the output cannot be written."""
    if output is None or output == "-":
        return
    path = Path(output)
    if path.is_dir():
        raise OutputError(f"{output} is a folder: name a file to write to")
    parent = path.resolve().parent
    if not parent.is_dir():
        raise OutputError(f"there is no folder {path.parent} to write into: make it first")
    if not os.access(parent, os.W_OK):
        raise OutputError(f"the folder {path.parent} cannot be written: name a file elsewhere")


def _replaced(path: Path) -> Iterator[BinaryIO]:
    target = path.resolve()  # a link stays a link
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:100]}.")
    except OSError as error:
        raise OutputError(f"cannot write {path}: {os.strerror(error.errno or 0).lower()}") from error
    try:
        with os.fdopen(handle, "wb") as out:
            yield out
        os.chmod(name, target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask())
        os.replace(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


@contextmanager
def open_text(output: str | None) -> Iterator[TextIO]:
    """As open_output, for text."""
    if output is None or output == "-":
        yield sys.stdout
        return
    with open_output(output) as out:
        text = io.TextIOWrapper(out, encoding="utf-8", errors="backslashreplace", write_through=True)
        yield text
        text.detach()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def refuse_overwriting(files: Iterable[str], output: str | None) -> None:
    """Raise OutputError when the output is one of the inputs."""
    if output is None or not Path(output).exists():
        return
    for file in files:
        if file != "-" and Path(file).exists() and Path(file).samefile(output):
            raise OutputError(f"{output} is one of the inputs: write to another file")
