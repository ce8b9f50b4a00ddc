"""Ctrl-C before a command has begun its work, and once it has done it: nothing can be left half done, so nothing is
cleared up.

This module and what it imports are loaded first of all: little and fast.
"""

import os
import signal

INTERRUPTED = 130


def leave_at_once() -> None:
    """From here on Ctrl-C ends the program with one line, unless it was ignored when the program was started."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _leave)


def begin() -> bool:
    """From here on Ctrl-C is a KeyboardInterrupt, if it ended the program until now; whether that is so."""
    if signal.getsignal(signal.SIGINT) is not _leave:
        return False
    signal.signal(signal.SIGINT, signal.default_int_handler)
    return True


def end() -> None:
    """From here on Ctrl-C ends the program without a word."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _leave(_signal: int, _frame: object) -> None:
    try:
        os.write(2, b"stopped\n")
    finally:
        os._exit(INTERRUPTED)
