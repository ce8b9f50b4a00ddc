"""From a row to its sentences."""

from shell.commands.registry import command
from shell.evidence import origin_of, proof_of, triples_of
from shell.session import Session, local


@command("N|TRIPLE")
def source(session: Session, argument: str) -> str:
    r"""Show the sentences behind row N of the last answer, or behind a triple.

    For each triple the row rests on: publisher, date, title and the sentence, the words that show it marked.
    A triple is written as in a query: \source e:NATO :opposes e:Russia
    """
    return "\n".join(origin_of(session, triple) for triple in triples_of(session, argument))


@command("[--all] N|TRIPLE")
def why(session: Session, argument: str) -> str:
    r"""Show the proof of each triple behind row N of the last answer, or of a triple.

    Under each triple stands what it rests on; the leaves are sentences. For example: \why e:NATO :denies e:Russia
    With --all every proof is shown, a hundred at most.
    """
    backend, _ = local(session)
    every, triples = argument.startswith("--all "), triples_of(session, argument.removeprefix("--all ").strip())
    return "\n".join(proof_of(backend, triple, session.screen.width, every=every) for triple in triples)
