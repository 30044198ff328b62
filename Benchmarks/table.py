"""The table of results, in Markdown."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One piece of work: our seconds, the peer's, and the goals that were set for it."""

    work: str
    seconds: float
    peer: str | None = None
    peer_seconds: float | None = None
    goal_ratio: float | None = None
    goal_seconds: float | None = None
    megabytes: float | None = None
    peer_megabytes: float | None = None
    goal_megabytes: float | None = None

    @property
    def ratio(self) -> float | None:
        """How many times faster than the peer."""
        return None if self.peer_seconds is None else self.peer_seconds / self.seconds

    @property
    def meets_goals(self) -> bool:
        """Whether every goal of the row is reached."""
        ratio, megabytes = self.ratio, self.megabytes
        return ((self.goal_ratio is None or (ratio is not None and ratio >= self.goal_ratio))
                and (self.goal_seconds is None or self.seconds < self.goal_seconds)
                and (self.goal_megabytes is None or (megabytes is not None and megabytes < self.goal_megabytes)))

    def cells(self) -> list[str]:
        """The row as text, one cell per column of the table."""
        goals = [
            f"{self.goal_ratio:g} ×" if self.goal_ratio else None,
            f"< {_duration(self.goal_seconds)}" if self.goal_seconds else None,
            f"< {self.goal_megabytes:g} MB" if self.goal_megabytes else None,
        ]
        goal = ", ".join(each for each in goals if each)
        verdict = "" if not goal else (" (met)" if self.meets_goals else " (missed)")
        return [
            self.work, _duration(self.seconds) + _memory(self.megabytes), self.peer or "–",
            "–" if self.peer_seconds is None else _duration(self.peer_seconds) + _memory(self.peer_megabytes),
            "–" if self.ratio is None else f"{self.ratio:.3g} ×", (goal or "–") + verdict,
        ]


HEADER = ["work", "tarazy", "fastest peer", "peer", "times faster", "goal"]


def render(rows: list[Row]) -> str:
    """The rows as a Markdown table."""
    lines = [HEADER, ["---", "---:", "---", "---:", "---:", "---:"], *(row.cells() for row in rows)]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def _duration(seconds: float) -> str:
    return f"{seconds * 1000:.3g} ms" if seconds < 1 else f"{seconds:.3g} s"


def _memory(megabytes: float | None) -> str:
    return "" if megabytes is None else f", {megabytes:.0f} MB"
