"""Where the program ``kg`` begins: Ctrl-C is looked after before anything is loaded that takes its time."""

from kg.commandline.interrupts import leave_at_once


def main() -> None:
    """The command line."""
    leave_at_once()
    from kg.__main__ import main as commands  # noqa: PLC0415 - it takes its time

    commands(prog_name="kg")
