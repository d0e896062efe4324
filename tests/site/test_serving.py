# SPDX-License-Identifier: EUPL-1.2
"""The processes of a server: the worker starts in one thread while another forks the processes that answer."""

import os
import subprocess
import sys
import threading

from vijfveld.site import serving


def forked() -> None:
    """Fork once, and wait until the child has left."""
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)


def test_a_fork_waits_until_a_child_has_started(monkeypatch):
    """The fork would inherit the pipe that tells of the start: the starter then waits for ever, and nothing seals."""
    inside, go_on = threading.Event(), threading.Event()

    def slow_start(command):
        inside.set()
        assert go_on.wait(10)
        return command

    monkeypatch.setattr(subprocess, "Popen", slow_start)
    starting = threading.Thread(target=serving.start_child, args=[["worker"]])
    forking = threading.Thread(target=forked)
    starting.start()
    assert inside.wait(10)
    forking.start()
    forking.join(0.5)
    assert forking.is_alive()
    go_on.set()
    forking.join(10)
    starting.join(10)
    assert not forking.is_alive()


def test_what_was_forked_can_start_children_itself():
    child = os.fork()
    if child == 0:
        ended = serving.start_child([sys.executable, "-c", ""]).wait(20)
        os._exit(ended)
    assert os.waitpid(child, 0)[1] == 0
