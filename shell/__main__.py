"""``python -m shell GRAPH``: the shell alone; ``kg shell`` is the same."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from kg.errors import KgError
from shell.show import FORMATS, describe_error, find_screen
from shell.start import open_target, run_shell


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the shell as the command line says; 0, 1 after an error, 2 after wrong usage, 130 if interrupted."""
    parser = argparse.ArgumentParser(prog="shell", description="Question a graph in SPARQL.")
    parser.add_argument("target", nargs="*", help="a graph directory, RDF files, or the address of a SPARQL endpoint")
    parser.add_argument("-c", "--query", help="run this and exit")
    parser.add_argument("-f", "--file", type=Path, help="run what a file holds and exit")
    parser.add_argument("--format", choices=FORMATS, default="table", help="how answers are written")
    parser.add_argument("--timeout", type=float, help="stop queries that take more seconds")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=TERM", help="what $NAME is in queries")
    parser.add_argument("-q", "--quiet", action="store_true", help="say nothing but answers and errors")
    parser.add_argument("--write", action="store_true", help="let commands change the graph")
    parser.add_argument("--allow-network", action="store_true", help="let queries ask other machines (SERVICE, LOAD)")
    options = parser.parse_args(arguments)
    if options.query is not None and options.file is not None:
        parser.error("give -c or -f, not both")
    try:
        graph = open_target(options.target)
    except KgError as error:
        print(describe_error(error, "", find_screen()), end="", file=sys.stderr)
        return 1
    return run_shell(
        graph,
        query=options.query,
        file=options.file,
        write=options.write,
        network=options.allow_network,
        format=options.format,
        timeout=options.timeout,
        name=" ".join(options.target),
        parameters=options.set,
        quiet=options.quiet,
    )


if __name__ == "__main__":
    sys.exit(main())
