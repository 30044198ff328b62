"""Runs one program to its end and measures the whole process."""

import os
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class ProcessRun:
    """What a finished process printed and used."""

    output: str
    messages: str
    seconds: float
    peak_megabytes: float


class ProgramFailed(Exception):
    """A program ended with an exit status other than 0, or could not be started."""


def run(command: list[str], cores: int | None = None) -> ProcessRun:
    """Runs the command on the first so many cores (all of them when not given), start to finish.

    OpenBLAS chooses its kernels for the processor, whatever the environment says, so that no peer is slowed.

    Memory is the peak resident set of that process alone, from wait4. Raises ProgramFailed with the last line of its
    messages.
    """
    environment = {name: value for name, value in os.environ.items()
                   if name not in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")}
    if cores is not None:
        environment["POLARS_MAX_THREADS"] = str(cores)
    with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as messages:
        start = time.perf_counter()
        try:
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=output, stderr=messages, env=environment,
                cwd=Path(__file__).parent, preexec_fn=lambda: _stay_on(cores))
        except OSError as error:
            raise ProgramFailed(f"{command[0]}: {error.strerror}") from error
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        messages.seek(0)
        finished = ProcessRun(output.read(), messages.read(), seconds, usage.ru_maxrss / 1024)
    if process.returncode != 0:
        lines = finished.messages.strip().splitlines() or [f"exit status {process.returncode}"]
        raise ProgramFailed(f"{command[0]}: {lines[-1]}")
    return finished


def _stay_on(cores: int | None) -> None:
    if cores is not None:
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:cores])
