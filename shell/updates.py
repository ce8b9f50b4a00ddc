"""SPARQL Update -> what would change, before anything does."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, Store, Triple

from kg.errors import QueryError
from kg.graph.changes import replace
from kg.query import Answer, Rows, Triples, run_store
from kg.query.mistakes.broken import parser_says
from kg.query.syntax import check, error_at, explain_failure
from kg.query.tokens import find_tokens, reaches_out
from shell.edits import Edit, Held, follow, join, plan_addition, plan_quads, plan_removal
from shell.operations import Operation, Part, find_operations

Ask = Callable[[Store, str, NamedNode | None], Answer]
Load = Callable[[str], list[Triple]]


@dataclass(frozen=True, slots=True)
class Plan:
    """What planning needs: the text of the update, how to ask a store, how to load what is elsewhere."""

    text: str
    ask: Ask
    load: Load


@dataclass(slots=True)
class Wish:
    """What an update asks for, in order: triples of the default graph and quads of named ones that go and come."""

    gone: dict[Triple, None] = field(default_factory=dict)
    come: dict[Triple, None] = field(default_factory=dict)
    removed: dict[Quad, None] = field(default_factory=dict)
    added: dict[Quad, None] = field(default_factory=dict)

    def take(self, item: Triple | Quad, *, out: bool) -> None:
        """Ask for one thing more; what is asked for last counts."""
        if isinstance(item, Quad):
            (self.added if out else self.removed).pop(item, None)
            (self.removed if out else self.added)[item] = None
        else:
            (self.come if out else self.gone).pop(item, None)
            (self.gone if out else self.come)[item] = None


def check_update(text: str, prefixes: Mapping[str, str], *, network: bool) -> None:
    """Refuse what is no update, or would reach another machine.

    Raises:
        QueryError: with the place.
    """
    check(text, prefixes, network=network, update=True)
    if reaches_out(text):
        return  # to try it on an empty store would reach out already
    failure = parser_says(text, prefixes, update=True)
    # Oxigraph takes no PREFIX after a semicolon, SPARQL does.
    if failure and not all(is_fine(each, prefixes) for each in find_operations(text)):
        raise explain_failure(text, prefixes, failure, update=True) from failure


def is_fine(operation: Operation, prefixes: Mapping[str, str]) -> bool:
    """Whether the parser takes an operation by itself."""
    return parser_says(operation.prologue + operation.text, prefixes, update=True) is None


def plan_update(
    held: Held,
    text: str,
    prefixes: Mapping[str, str],
    *,
    timeout: float | None = None,
    network: bool = False,
    load: Load | None = None,
) -> Edit:
    """What an update would change. A later operation sees what the ones before it did, on a copy of the store.

    Raises:
        QueryError: it is wrong, or asks for what cannot be done.
        StoreError: it would change inferences or the ontology.
    """
    check_update(text, prefixes, network=network)

    def ask(store: Store, query: str, only: NamedNode | None) -> Answer:
        try:
            return run_store(store, query, prefixes, only=only, timeout=timeout, network=network)
        except QueryError as error:  # its place is one of a query that nobody typed
            raise QueryError(error.message, remedy=error.remedy) from error

    plan = Plan(text, ask, load or refuse)
    whole, now = Edit(), held
    groups = list(grouped(find_operations(text)))
    for number, operations in enumerate(groups):
        wish = Wish()
        for operation in operations:
            read_wish(now, operation, plan, wish)
        edit = plan_wish(now, wish)
        whole = follow(whole, edit)
        if edit and number + 1 < len(groups):
            now = after(now if now is not held else copied(held), edit)
    return whole


def grouped(operations: Iterable[Operation]) -> Iterator[list[Operation]]:
    """Operations to be looked at together: those with nothing but data do not see each other."""
    group: list[Operation] = []
    for operation in operations:
        if group and not (operation.data and all(each.data for each in group)):
            yield group
            group = []
        group.append(operation)
    if group:
        yield group


def copied(held: Held) -> Held:
    """The same in memory."""
    store = Store()
    store.extend(held.store)
    return Held(store, held.corrected, held.inferred, held.ontology)


def after(held: Held, edit: Edit) -> Held:
    """A copy as it is after an edit."""
    replace(held.store, edit.removed, edit.added)
    return held


def plan_wish(held: Held, wish: Wish) -> Edit:
    """What carries a wish out."""
    named = name_blanks(held, wish)
    edits = [plan_removal(held, triple) for triple in named.gone]
    edits += [plan_addition(held, triple) for triple in named.come]
    return join([*edits, plan_quads(held, named.removed, named.added)])


def name_blanks(held: Held, wish: Wish) -> Wish:
    """A wish whose unnamed new nodes have names, so that each can be spoken of, and taken out again."""
    names: dict[BlankNode, NamedNode] = {}
    prefix = f"{held.corrected.value}#node-"
    used = (quad.subject for quad in held.store.quads_for_pattern(None, None, None, held.corrected))
    numbers = (u.value[len(prefix) :] for u in used if isinstance(u, NamedNode) and u.value.startswith(prefix))
    first = 1 + max((int(number) for number in numbers if number.isdigit()), default=0)

    def own(triple: Triple) -> Triple:
        ends = [
            names.setdefault(end, NamedNode(f"{prefix}{first + len(names)}")) if isinstance(end, BlankNode) else end
            for end in (triple.subject, triple.object)
        ]
        return Triple(ends[0], triple.predicate, ends[1])  # type: ignore[arg-type]  # a subject stays one

    come = dict.fromkeys(map(own, wish.come))
    added = dict.fromkeys(quad_of(own(quad.triple), quad.graph_name) for quad in wish.added)
    return Wish(wish.gone, come, wish.removed, added)


def read_wish(held: Held, operation: Operation, plan: Plan, wish: Wish) -> None:
    """Add to a wish what an operation asks for."""
    ask = plan.ask
    if operation.kind == "change":
        check_blanks(operation, plan.text)
        gone = [item for part in operation.delete for item in instances(held, operation, part, ask)]
        come = [item for part in operation.insert for item in instances(held, operation, part, ask)]
        for item in gone:
            wish.take(item, out=True)
        for item in come:
            wish.take(item, out=False)
    elif operation.kind == "load":
        source, *into = operation.graphs
        graph = iri_of(operation, into[0], ask) if into else None
        for triple in plan.load(iri_of(operation, source, ask).value):
            wish.take(quad_of(triple, graph) if graph else triple, out=False)
    elif operation.kind != "create":
        manage(held, operation, plan, wish)


def check_blanks(operation: Operation, text: str) -> None:
    """Refuse an unnamed node that stands in two graphs: each would get its own.

    Raises:
        QueryError: as said.
    """
    seen: set[str] = set()
    for part in operation.insert:
        blanks = {token.text for token in find_tokens(part.triples) if token.kind == "blank"}
        if blanks & seen:
            remedy = "give it a name, such as e:this"
            raise error_at(text, operation.start, f"{min(blanks & seen)} stands in two graphs", remedy)
        seen |= blanks


def refuse(address: str) -> list[Triple]:
    """What LOAD does where nothing can be fetched."""
    raise QueryError(f"{address} cannot be loaded here", remedy=r"\load FILE reads a file")


def instances(held: Held, operation: Operation, part: Part, ask: Ask) -> Iterator[Triple | Quad]:
    """The triples that a template gives, quads where it names a graph."""
    own = iri_of(operation, operation.own, ask) if operation.own and not operation.dataset else None
    graphs: list[NamedNode | None] = [None]
    variable = part.graph[:1] in {"?", "$"}
    if variable:
        found = ask(held.store, query_of(operation, f"SELECT DISTINCT {part.graph}", operation.where), own)
        rows = found.rows if isinstance(found, Rows) else ()
        graphs = [row[0] for row in rows if isinstance(row[0], NamedNode)]
    elif part.graph:
        graphs = [iri_of(operation, part.graph, ask)]
    for graph in graphs:
        end = f" VALUES {part.graph} {{ {graph} }}" if variable else ""
        head = f"CONSTRUCT {{ {part.triples} }}"
        found = ask(held.store, query_of(operation, head, operation.where) + end, own)
        triples = found.triples if isinstance(found, Triples) else ()
        yield from (quad_of(triple, graph) for triple in triples) if graph else triples


def query_of(operation: Operation, head: str, where: str) -> str:
    """A query with the prologue and the dataset of an operation."""
    return f"{operation.prologue}{head}{operation.dataset} WHERE {where}"


def quad_of(triple: Triple, graph: NamedNode | BlankNode | DefaultGraph) -> Quad:
    """A triple in a graph."""
    return Quad(triple.subject, triple.predicate, triple.object, graph)


def iri_of(operation: Operation, term: str, ask: Ask) -> NamedNode:
    """The IRI that a term of an operation is."""
    found = ask(Store(), f"{operation.prologue}SELECT ({term} AS ?iri) {{}}", None)
    if isinstance(found, Rows) and found.rows and isinstance(found.rows[0][0], NamedNode):
        return found.rows[0][0]
    raise QueryError(f"{term} is no IRI")


def manage(held: Held, operation: Operation, plan: Plan, wish: Wish) -> None:
    """CLEAR and DROP, ADD, COPY and MOVE, for graphs that have a name."""
    if any(graph.upper() in {"DEFAULT", "NAMED", "ALL"} for graph in operation.graphs):
        remedy = "name a graph, or say in a pattern which triples: DELETE WHERE { … }"
        raise error_at(plan.text, operation.start, "the default graph is all the others together", remedy)
    graphs = [iri_of(operation, graph, plan.ask) for graph in operation.graphs]
    here = [list(held.store.quads_for_pattern(None, None, None, graph)) for graph in graphs]
    if operation.kind != "clear" and graphs[0] == graphs[1]:
        return
    if operation.kind in {"clear", "copy"}:
        for quad in here[-1]:
            wish.take(quad, out=True)
    if operation.kind == "move":
        for quad in (*here[1], *here[0]):
            wish.take(quad, out=True)
    if operation.kind != "clear":
        for quad in here[0]:
            wish.take(quad_of(quad.triple, graphs[1]), out=False)
