"""The command line. Each command imports what it needs when it runs; ``kg.commandline`` has the work."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import click

from kg.commandline.guards import guarded

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]
FILE = click.Path(path_type=Path)
GRAPH = click.argument("graph", type=FILE)


def options(*decorators: Decorator) -> Decorator:
    """Several options as one decorator, in the order of the help."""

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        for decorator in reversed(decorators):
            function = decorator(function)
        return function

    return decorate


QUIET = click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
WAIT = click.option("--wait", type=float, default=0, metavar="SECONDS", help="How long to wait for another writer.")
ONTOLOGY = click.option(
    "--ontology", multiple=True, type=FILE, metavar="FILE", help="Turtle with terms and patterns of your own."
)
MODEL = click.option("--model", metavar="NAME", help="Another spaCy pipeline: a package or a folder.")
READING = options(
    click.option("--date", metavar="DATE", help="When the articles were published, where they do not say."),
    click.option("--publisher", metavar="NAME", help="Who published them, where they do not say."),
    click.option("--title", metavar="TEXT", help="The headline, where they have none."),
    ONTOLOGY,
    MODEL,
    click.option("--base", metavar="IRI", help="What the IRIs of entities and articles begin with."),
    click.option("--jobs", type=click.IntRange(1, 256), default=1, metavar="N", help="Read with so many processes."),
    QUIET,
    click.option("-v", "--verbose", is_flag=True, help="Say what becomes of each article."),
)
TIMEOUT = click.option(
    "--timeout",
    type=click.FloatRange(min=0),
    metavar="SECONDS",
    callback=lambda _, __, seconds: seconds or None,
    help="Stop a query that takes longer; 0 lets it run.",
)
NETWORK = click.option("--allow-network", is_flag=True, help="Let queries ask other machines (SERVICE, LOAD).")


def show_version(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    """Print the version and end."""
    if not wanted or context.resilient_parsing:
        return
    from importlib import metadata

    try:
        click.echo(f"newsgraph {metadata.version('newsgraph')}")
    except metadata.PackageNotFoundError:
        click.echo("newsgraph, not installed")
    context.exit()


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--version", is_flag=True, expose_value=False, is_eager=True, callback=show_version, help="Show the version."
)
def main() -> None:
    """News articles into a knowledge graph: who claims, denies and accuses, questioned in SPARQL."""


@main.command()
@click.argument("articles", nargs=-1, metavar="ARTICLE...")
@click.option(
    "--into", type=FILE, required=True, metavar="GRAPH", help="The graph directory; made where there is none."
)
@READING
@click.option("--again", is_flag=True, help="Read the articles in the graph anew, too.")
@WAIT
@guarded
def build(articles: tuple[str, ...], into: Path, again: bool, **reading: Any) -> int:
    """Read articles into a graph.

    An ARTICLE is a file (text, HTML, JSON Lines), a folder, or - for standard input. What the graph holds as it would
    be read now is not read again, so that a build that was stopped goes on where it was. Inferences are brought up
    to date.
    """
    if not articles and not again:
        raise click.UsageError("name articles, or give --again")
    from kg.commandline.builds import Order, build_graph

    return build_graph(Order(articles, again=again, **reading), into)


@main.command()
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLE...")
@READING
@guarded
def extract(articles: tuple[str, ...], **reading: Any) -> int:
    """Write what articles say as JSON Lines.

    One article a line, with offsets into its text.
    """
    from kg.commandline.builds import Order, extract_articles

    return extract_articles(Order(articles, **reading))


@main.command(name="try")
@click.argument("sentence")
@ONTOLOGY
@MODEL
@click.option("--date", metavar="DATE", help="The day on which it is said, for relative dates.")
@guarded
def try_(sentence: str, ontology: tuple[Path, ...], model: str | None, date: str | None) -> int:
    """Show what a sentence yields and which pattern gave it."""
    from kg.commandline.trials import try_sentence

    return try_sentence(sentence, ontology, model=model, date=date)


@main.command()
@GRAPH
@guarded
def articles(graph: Path) -> int:
    """List the articles in a graph."""
    from kg.commandline.graphs import list_articles

    return list_articles(graph)


@main.command()
@GRAPH
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLE...")
@WAIT
@QUIET
@guarded
def remove(graph: Path, articles: tuple[str, ...], wait: float, quiet: bool) -> int:
    """Take articles out of a graph.

    What they said goes, with its evidence and what followed from it. An ARTICLE is named as kg articles names it in the
    last column, or by its id.
    """
    from kg.commandline.graphs import remove_articles

    return remove_articles(graph, articles, wait=wait, quiet=quiet)


@main.command()
@GRAPH
@click.argument("query", required=False)
@click.option("-f", "--file", type=FILE, help="A file that holds the query; - is standard input.")
@click.option(
    "--format",
    type=click.Choice(["table", "csv", "tsv", "json", "turtle", "ttl", "markdown"]),
    default="table",
    show_default=True,
)
@click.option("--asserted", "view", flag_value="asserted", help="Ask only what is not inferred.")
@click.option("--inferred", "view", flag_value="inferred", help="Ask only what is inferred.")
@click.option("--explain-empty", "explain", is_flag=True, help="Say why there are no rows, as on a terminal.")
@TIMEOUT
@NETWORK
@guarded
def query(graph: Path, query: str | None, file: Path | None, allow_network: bool, view: Any, **how: Any) -> int:
    """Answer a SPARQL query.

    The prefixes : e: lex: rdf: rdfs: owl: xsd: skos: dcterms: prov: are known.
    """
    from kg.commandline.answers import query_graph

    return query_graph(graph, query, file, view=view or "all", network=allow_network, **how)


@main.command()
@click.argument("targets", nargs=-1, metavar="[GRAPH|FILE...|URL]")
@click.option("-c", "--query", help="Run this and exit.")
@click.option("-f", "--file", type=FILE, help="Run what a file holds and exit.")
@click.option(
    "--format",
    type=click.Choice(["table", "csv", "tsv", "json", "turtle", "markdown"]),
    default="table",
    show_default=True,
)
@click.option("--set", "parameters", multiple=True, metavar="NAME=TERM", help="What $NAME is in queries.")
@click.option("--write", is_flag=True, help="Let updates and commands change the graph.")
@TIMEOUT
@NETWORK
@QUIET
@guarded
def shell(targets: tuple[str, ...], query: str | None, file: Path | None, allow_network: bool, **how: Any) -> int:
    """Question a graph at a prompt.

    Without a terminal, run what -c, -f or standard input hold: SPARQL and commands, parted by ; or lines.
    """
    from kg.commandline.shells import open_shell

    return open_shell(targets, query, file, network=allow_network, **how)


@main.command()
@GRAPH
@click.argument("triple", metavar='"S P O"')
@click.option("--all", "every", is_flag=True, help="Every proof, up to a hundred; of what does not hold, every rule.")
@click.option("--json", "as_json", is_flag=True, help="The proof as JSON; with --all a list of them.")
@guarded
def explain(graph: Path, triple: str, every: bool, as_json: bool) -> int:
    """Show the proof of a triple, down to sentences.

    Of one that the graph does not hold, show which rules would give it and what they lack.
    """
    from kg.commandline.proofs import explain_triple

    return explain_triple(graph, triple, as_json=as_json, every=every)


@main.command()
@click.argument("targets", nargs=-1, required=True, type=FILE, metavar="GRAPH|FILE...")
@click.option("--into", type=FILE, metavar="FILE", help="Where to write what files assert and what follows.")
@click.option("--reasoner", type=click.Choice(["compiled", "owlrl"]), default="compiled", show_default=True)
@QUIET
@guarded
def reason(targets: tuple[Path, ...], into: Path | None, reasoner: Literal["compiled", "owlrl"], quiet: bool) -> int:
    """Draw inferences.

    A graph keeps them; of files, what they assert and what follows is written out.
    """
    from kg.commandline.graphs import reason_over

    return reason_over(targets, into, reasoner=reasoner, quiet=quiet)


@main.command()
@click.argument("targets", nargs=-1, required=True, type=FILE, metavar="GRAPH|FILE...")
@click.option("--json", "as_json", is_flag=True, help="All that is found as one object; its shape: docs/reasoning.md.")
@guarded
def check(targets: tuple[Path, ...], as_json: bool) -> int:
    """Find contradictions and mistakes.

    In graphs and files: what the axioms rule out, and where articles disagree. In ontology files: terms and patterns
    that cannot be used. The exit code is 1 where anything is found.
    """
    from kg.commandline.checks import check_all

    return check_all(targets, as_json=as_json)


@main.command()
@GRAPH
@click.argument("file")
@click.option("--format", metavar="NAME", help="Where the ending of FILE does not say it.")
@click.option("--asserted", is_flag=True, help="Only what is asserted.")
@click.option("--inferred", is_flag=True, help="Only what is inferred.")
@click.option("--provenance", is_flag=True, help="With evidence and sentences.")
@click.option("--without-text", is_flag=True, help="Without the words of the articles.")
@guarded
def export(graph: Path, file: str, **what: Any) -> int:
    """Write a graph to a file for other tools.

    The format follows from the ending of FILE; - is standard output.
    """
    from kg.commandline.graphs import export_graph

    return export_graph(graph, file, **what)


@main.command()
@GRAPH
@click.option("--about", multiple=True, metavar="ENTITY", help="Draw what surrounds an entity: its name, or e:NAME.")
@click.option("-c", "--query", metavar="TEXT", help="Draw the answer of this query.")
@click.option("-f", "--file", type=FILE, help="Draw the answer of the query in a file; - is standard input.")
@click.option(
    "-o",
    "--output",
    type=FILE,
    metavar="PAGE",
    help="Where to write the page, if not to GRAPH.html; - is standard output.",
)
@click.option("--nodes", type=click.IntRange(2, 5000), default=300, show_default=True, help="Draw at most so many.")
@click.option("--asserted", is_flag=True, help="Without what is inferred.")
@TIMEOUT
@guarded
def draw(graph: Path, about: tuple[str, ...], query: str | None, file: Path | None, **how: Any) -> int:
    """Draw a graph, or a part of it, as a page.

    One HTML file that needs no network: signs for entities, bubbles for claims, and behind each the sentences. Without
    an option, all that articles say.
    """
    from kg.commandline.pictures import draw_graph

    return draw_graph(graph, about, query, file, **how)


if __name__ == "__main__":
    main(prog_name="kg")
