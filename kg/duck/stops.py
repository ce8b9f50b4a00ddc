"""Ctrl-C while DuckDB works: heard at once, not when the task in hand ends.

Python runs what is to be done on a signal only between its own instructions, and the main thread is in DuckDB's code
then. So a thread waits for the number that Python writes for each signal as it comes, and has DuckDB break off.
"""

import os
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import duckdb

END = b"\0"  # no signal has this number


@contextmanager
def stoppable(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Break off what a connection does when Ctrl-C comes; outside the main thread, which no signal reaches, nothing."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard, written = socket.socketpair()
    written.setblocking(False)  # as Python asks for
    before = signal.set_wakeup_fd(written.fileno(), warn_on_full_buffer=False)
    listener = threading.Thread(target=_listen, args=(heard, connection, before), daemon=True)
    listener.start()
    try:
        yield
    finally:
        signal.set_wakeup_fd(before)
        with suppress(OSError):
            written.send(END)
        listener.join()
        heard.close()
        written.close()


def _listen(heard: socket.socket, connection: duckdb.DuckDBPyConnection, others: int) -> None:
    """Interrupt on SIGINT until the end is told; whoever listened before hears it all as well."""
    while numbers := heard.recv(64):
        signals = numbers.replace(END, b"")
        if others >= 0 and signals:
            with suppress(OSError):
                os.write(others, signals)
        if signal.SIGINT in signals:
            with suppress(duckdb.Error):  # it is closed
                connection.interrupt()
        if len(signals) < len(numbers):
            return
