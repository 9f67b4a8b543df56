"""The problems of one input, gathered until all of it is checked."""

from collections.abc import Iterable

from apec_outcomes.errors import KEPT, InvalidRecordError, Problem

__all__ = ["Problems"]


class Problems:
    """The problems of one input, gathered one by one: the first thousand are kept, the others counted.

    Parameters
    ----------
    file
        The file that is read, if any.
    """

    def __init__(self, file: str | None = None) -> None:
        self.file = file
        self.count = 0
        self._kept: list[Problem] = []

    def __bool__(self) -> bool:
        return self.count > 0

    @property
    def is_full(self) -> bool:
        """Whether further problems are only counted."""
        return len(self._kept) >= KEPT

    def add(self, path: str, message: str, expected: str) -> None:
        """Add a problem."""
        self.add_all([Problem(path, message, expected)])

    def add_all(self, problems: Iterable[Problem], path: str = "$") -> None:
        """Add problems, whose paths begin at the record at this path."""
        for problem in problems:
            self.count += 1
            if not self.is_full:
                place, file = path + problem.path[1:], problem.file or self.file
                self._kept.append(Problem(place, problem.message, problem.expected, file))

    def add_error(self, error: InvalidRecordError, path: str = "$") -> None:
        """Add the problems of an error, those that it only counts included."""
        self.add_all(error.problems, path)
        self.count += error.count - len(error.problems)

    @property
    def error(self) -> InvalidRecordError:
        """The error that lists the problems."""
        return InvalidRecordError(self._kept, self.count)

    def raise_if_any(self) -> None:
        """Raise the error that lists the problems, if there are any.

        Raises
        ------
        InvalidRecordError
            With the first problems, and the number of all.
        """
        if self.count:
            raise self.error
