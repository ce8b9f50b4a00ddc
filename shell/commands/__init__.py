r"""The commands of the shell: one function each, its docstring is its help.

registry.py  what a command is; ``COMMANDS``, from which help, completion and the README's table are derived
answers.py   how answers look, and what queries see
origins.py   from a row to its sentences
changes.py   what changes a graph, and what writes it to a file
pictures.py  an answer as a page
sessions.py  the shell itself
"""

from shell.commands import answers, changes, origins, pictures, sessions
from shell.commands.registry import COMMANDS, Command, command_words, run_command

__all__ = [
    "COMMANDS",
    "Command",
    "answers",
    "changes",
    "command_words",
    "origins",
    "pictures",
    "run_command",
    "sessions",
]
