"""shell: questions at a prompt; apart from query, since the prompt waits for what is imported here."""

from pathlib import Path

import click

from shell.start import open_target, run_shell


def open_shell(
    targets: tuple[str, ...],
    query: str | None,
    file: Path | None,
    *,
    write: bool,
    network: bool,
    format: str,
    timeout: float | None,
    parameters: tuple[str, ...],
    quiet: bool,
) -> int:
    """Run the shell on a graph, files or an endpoint."""
    if query is not None and file is not None:
        raise click.UsageError("give -c or -f, not both")
    graph = open_target(targets)
    return run_shell(
        graph,
        query=query,
        file=file,
        write=write,
        network=network,
        format=format,
        timeout=timeout,
        name=" ".join(targets),
        parameters=parameters,
        quiet=quiet,
    )
