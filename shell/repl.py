"""The prompt: keys, colours, history and completion; only it, keys.py and completer.py import prompt_toolkit."""

import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import islice
from pathlib import Path

from platformdirs import user_state_path
from prompt_toolkit import PromptSession
from prompt_toolkit.application import get_app
from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
from prompt_toolkit.document import Document
from prompt_toolkit.enums import EditingMode
from prompt_toolkit.filters import Condition, has_completions, is_searching
from prompt_toolkit.formatted_text import FormattedText, StyleAndTextTuples
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.lexers import Lexer
from prompt_toolkit.output import ColorDepth
from prompt_toolkit.styles import Style

from kg.query.tokens import Token, find_tokens, is_complete
from shell.completer import VocabularyCompleter
from shell.greeting import PROMPT
from shell.keys import kept_interrupts, take_interrupt
from shell.parameters import read_value
from shell.script import split_script
from shell.session import Session, run_input
from shell.settings import THEMES, Settings, read_settings
from shell.show import find_screen

CONTINUED = "  > "
INDENT = "  "
WATCHED = 0.5
"""Seconds between two looks at ontology files."""
LEARNT = 500
LATER = 1.0
"""So many seconds at most the history waits for the words of the graph."""
CLASSES = {
    "comment": "class:comment",
    "string": "class:string",
    "open string": "class:open",
    "iri": "class:iri",
    "open iri": "class:open",
    "blank": "class:variable",
    "pname": "class:pname",
    "variable": "class:variable",
    "number": "class:number",
    "lang": "class:string",
    "word": "class:keyword",
}


class SparqlLexer(Lexer):
    """Colours for SPARQL by the tolerant tokenizer, so that half a query has them as well."""

    def lex_document(self, document: Document):  # type: ignore[no-untyped-def]  # prompt_toolkit's own type is private
        """The fragments of each line."""
        lines = coloured_lines(document.text)
        return lambda number: lines[number] if number < len(lines) else []


def coloured_lines(text: str) -> list[StyleAndTextTuples]:
    """Text as styled fragments, line by line."""
    lines: list[StyleAndTextTuples] = [[]]
    at = 0
    is_command = text.startswith("\\")
    for token in [*find_tokens(text), Token("punct", "", len(text), len(text))]:
        # The words of a command are names and files, but for its own name and the SPARQL within it.
        plain = is_command and token.kind == "word" and token.start != 1 and not token.text.isupper()
        for style, piece in (("", text[at : token.start]), ("" if plain else CLASSES.get(token.kind, ""), token.text)):
            for number, part in enumerate(piece.split("\n")):
                if number:
                    lines.append([])
                lines[-1].append((style, part))
        at = token.end
    return lines


def is_choosing() -> bool:
    """Whether a suggestion of the menu is chosen."""
    state = get_app().current_buffer.complete_state
    return state is not None and state.current_completion is not None


def key_bindings() -> KeyBindings:
    """Enter runs what is complete, else breaks the line; Alt-Enter always breaks it; Tab completes."""
    keys = KeyBindings()
    choosing = has_completions & Condition(is_choosing)

    @keys.add("enter", filter=~choosing & ~is_searching)
    def run_or_break(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        if is_complete(buffer.text):
            buffer.validate_and_handle()
        else:
            break_line(event)

    @keys.add("enter", filter=choosing & ~is_searching)
    def accept(event: KeyPressEvent) -> None:
        event.current_buffer.complete_state = None

    @keys.add("escape", "enter")
    def break_line(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        before = buffer.document.text_before_cursor
        depth = sum((t.text in "{([") - (t.text in "})]") for t in find_tokens(before) if t.kind == "punct")
        buffer.insert_text("\n" + INDENT * max(depth, 0))

    return keys


def find_history() -> History:
    """The history on disk, in memory where nothing can be written."""
    try:
        folder = Path(user_state_path("newsgraph", appauthor=False))
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / "shell_history"
        path.touch(mode=0o600)
        with path.open("ab"):
            return FileHistory(str(path))
    except OSError:
        return InMemoryHistory()


def make_prompt(session: Session, completer: VocabularyCompleter, *, suggestions: bool) -> "PromptSession[str]":
    """The prompt with everything attached."""
    return PromptSession(
        FormattedText([("class:prompt", PROMPT)]),
        multiline=True,
        prompt_continuation=CONTINUED,
        lexer=SparqlLexer(),
        completer=completer,
        complete_while_typing=True,
        auto_suggest=AutoSuggestFromHistory() if suggestions else None,
        enable_open_in_editor=True,
        search_ignore_case=True,
        tempfile_suffix=".rq",
        history=find_history(),
        key_bindings=key_bindings(),
    )


def dress(prompt: "PromptSession[str]", session: Session) -> None:
    """Give the prompt the colours and keys that the session has now."""
    plain = not session.screen.look.bold
    prompt.style = Style.from_dict(dict(THEMES["none" if plain else session.theme].prompt))
    prompt.color_depth = ColorDepth.DEPTH_1_BIT if plain else None
    prompt.editing_mode = EditingMode.VI if session.keys == "vi" else EditingMode.EMACS


def show_menu_again(prompt: "PromptSession[str]") -> None:
    """Complete once more where nothing was chosen yet, or nothing offered, because more is known; from any thread."""

    def again() -> None:
        buffer, completer = prompt.default_buffer, prompt.completer
        state = buffer.complete_state
        if state is None:
            here = (buffer.text, buffer.cursor_position)
            wanted = isinstance(completer, VocabularyCompleter) and completer.empty_at == here
        else:
            wanted = state.current_completion is None
        if wanted:
            buffer.start_completion(select_first=False)

    if prompt.app.is_running and prompt.app.loop is not None:
        prompt.app.loop.call_soon_threadsafe(again)


def ask(question: str) -> str:
    """Ask who sits at the terminal; Ctrl-D is an empty answer."""
    try:
        return input(question).strip()
    except EOFError:
        print()
        return ""


def apply_settings(session: Session, settings: Settings) -> None:
    """Begin as the configuration file says; what the command line says comes first."""
    style = session.style
    if style.format == "table":
        style = replace(style, format=settings.format)
    session.style = replace(style, iris=settings.iris, expanded=settings.expanded)
    session.theme, session.keys = settings.theme, settings.keys
    session.screen = find_screen(settings.theme)
    session.timing, session.pager = settings.timing, settings.pager
    session.timeout = session.timeout or settings.timeout or None
    session.parameters = {name: read_value(name, value) for name, value in settings.parameters.items()} | (
        session.parameters
    )


def ready_prompt(session: Session) -> "PromptSession[str]":
    """The prompt of a session, which begins as the configuration file says.

    Raises:
        KgError: a configuration file that cannot be used.
    """
    settings = read_settings()
    apply_settings(session, settings)
    session.ask = ask
    completer = VocabularyCompleter(session, lambda: show_menu_again(prompt))
    session.changed = completer.refresh
    prompt = make_prompt(session, completer, suggestions=settings.suggestions)
    do_once_drawn(prompt, lambda: begin_work(prompt, session, completer))
    dress(prompt, session)
    return prompt


def do_once_drawn(prompt: "PromptSession[str]", work: Callable[[], object]) -> None:
    """Do something after the prompt is drawn for the first time."""
    waiting = [work]

    def drawn(_: object) -> None:
        while waiting:
            waiting.pop()()

    prompt.app.after_render += drawn


def begin_work(prompt: "PromptSession[str]", session: Session, completer: VocabularyCompleter) -> None:
    """Start what goes on beside the prompt, none of which it has to wait for."""
    history = prompt.history

    def learn() -> None:
        reading.join(LATER)  # the menu comes first
        completer.learn(islice(history.load_history_strings(), LEARNT))
        import shell.commands  # noqa: F401, PLC0415  # so that the first one need not wait for them

    reading = completer.refresh()
    threading.Thread(target=learn, name="history", daemon=True).start()
    threading.Thread(target=watch_files, args=(prompt, session), name="files", daemon=True).start()


def run_prompt(session: Session, prompt: "PromptSession[str]") -> int:
    """Read and run until \\quit or Ctrl-D; Ctrl-C cancels the line or the query. Its first prompt is drawn over."""
    print("\r", end="", flush=True)
    while not session.done:
        dress(prompt, session)
        draft, session.draft = session.draft, ""
        try:
            with kept_interrupts(prompt.app) as interrupts:
                text = prompt.prompt(default=draft, handle_sigint=False, pre_run=interrupts.clear)
        except KeyboardInterrupt:
            continue
        except EOFError:
            break
        try:
            run_typed(session, prompt, text, stopped=bool(interrupts))
        except KeyboardInterrupt:
            session.say_stopped()
    return 0


def run_typed(session: Session, prompt: "PromptSession[str]", text: str, *, stopped: bool) -> None:
    """Run what was typed, unless it was ``stopped`` already, or Ctrl-C waits among the keys."""
    session.screen = find_screen(session.theme)
    if isinstance(prompt.completer, VocabularyCompleter):
        prompt.completer.learn([text])
    if take_interrupt(prompt.app.input) or stopped:
        print("stopped", file=sys.stderr)
        return
    if session.watched:
        from shell.loading import reload  # noqa: PLC0415  # a first prompt watches nothing

        print(reload(session), end="")
    run_all(session, text)


def run_all(session: Session, text: str) -> None:
    """Run what was typed, statement by statement, to the first error; a command may have several lines."""
    from shell.commands import run_command  # noqa: PLC0415  # the first prompt does not wait for the commands

    for part in [text] if text.lstrip().startswith("\\") else split_script(text):
        status = run_input(session, part, run_command)
        if session.lesson is not None:
            from shell.tutorial import follow  # noqa: PLC0415  # few sessions are lessons

            print(follow(session, part, status), end="", flush=True)
        if status:
            break


def watch_files(prompt: "PromptSession[str]", session: Session) -> None:
    """Interrupt the prompt when a watched file changed; what was typed so far comes back."""
    app = prompt.app

    def leave() -> None:
        if app.is_running and not app.is_done:
            session.draft = app.current_buffer.text
            app.exit(result="")

    while not session.done:
        time.sleep(WATCHED)
        if session.watched and app.is_running and app.loop:
            from shell.loading import has_news  # noqa: PLC0415  # as above

            if has_news(session):
                app.loop.call_soon_threadsafe(leave)
