"""Writes entries with their events until it is killed. ``writer.py kill FILE TIMES`` or ``writer.py write FILE COUNT``.

The file is the client's own ledger: a line for every entry whose commit was confirmed to the client.
"""

import os
import random
import signal
import sys
import time

import django

django.setup()

from django.db import connection, transaction  # noqa: E402

from events.actions import emit  # noqa: E402
from organizations.actor import Actor  # noqa: E402
from tests.faults.ledger.models import Entry  # noqa: E402


def write(descriptor: int) -> None:
    with transaction.atomic():
        entry = Entry.objects.create()
        emit("ledger.written", actor=Actor.system(), subject=entry)
    os.write(descriptor, f"{entry.pk}\n".encode())


def be_killed(descriptor: int, times: int) -> None:
    """Each time somewhere in its writing, however long the machine takes for a beginning."""
    chance = random.Random(7)
    for _ in range(times):
        here, there = os.pipe()
        child = os.fork()
        if child == 0:
            write(descriptor)
            os.write(there, b".")
            while True:
                write(descriptor)
        os.read(here, 1)
        time.sleep(chance.uniform(0, 0.03))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(here)
        os.close(there)


def main() -> None:
    what, path, number = sys.argv[1], sys.argv[2], int(sys.argv[3])
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    if what == "kill":
        connection.close()
        be_killed(descriptor, number)
    else:
        for _ in range(number):
            write(descriptor)


main()
