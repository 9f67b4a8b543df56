"""A collection of the problems of one input."""

from collections.abc import Iterable

from apec_outcomes.errors import KEPT, InvalidRecordError, Problem

__all__ = ["Problems"]


class Problems:
    """The problems of one input: the first thousand are kept, the others only counted.

    Parameters
    ----------
    file
        The file of the input, if any.
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
        """Add problems, whose paths are relative to `path`."""
        for problem in problems:
            self.count += 1
            if not self.is_full:
                place, file = path + problem.path[1:], problem.file or self.file
                self._kept.append(Problem(place, problem.message, problem.expected, file))

    def add_error(self, error: InvalidRecordError, path: str = "$") -> None:
        """Add the problems of an error, including those that it only counts."""
        self.add_all(error.problems, path)
        self.count += error.count - len(error.problems)

    @property
    def error(self) -> InvalidRecordError:
        """The error that lists the problems."""
        return InvalidRecordError(self._kept, self.count)

    def raise_if_any(self, cause: BaseException | None = None) -> None:
        """Raise an error that lists the problems, if there are any.

        Parameters
        ----------
        cause
            The error of a user's hook that is behind one of them, if any.

        Raises
        ------
        InvalidRecordError
            If there are problems.
        """
        if self.count:
            raise self.error from cause
