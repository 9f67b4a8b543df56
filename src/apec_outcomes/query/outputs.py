"""Export of queries to other tools: data frames, graphs and files."""

import os
from typing import TYPE_CHECKING, TypeVar, Unpack

from apec_outcomes.query.sequence import RecordSequence

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

    from apec_outcomes.export import Graph, Options

__all__ = ["Exportable"]

R_co = TypeVar("R_co", covariant=True)


class Exportable(RecordSequence[R_co]):
    """Records with methods for export to other tools."""

    __slots__ = ()

    def to_pandas(self) -> "pandas.DataFrame":
        """Return the records as a pandas data frame, with a row for each.

        Dates have columns for their EDTF text, their first and their last day. Several values are a list.

        Raises
        ------
        MissingExtraError
            If pandas is not installed.

        >>> import apec_outcomes as apec
        >>> frame = apec.load().meetings.by("emm").to_pandas()
        >>> frame.loc[frame["id"] == "2024-energy", "dates_start"].item()
        Timestamp('2024-08-16 00:00:00')

        .. versionadded:: 0.2
        """
        from apec_outcomes.export import flat

        return flat(self).to_pandas()

    def to_polars(self) -> "polars.DataFrame":
        """Return the records as a polars data frame, with the rows and columns of `to_pandas`.

        Raises
        ------
        MissingExtraError
            If polars is not installed.

        >>> import apec_outcomes as apec
        >>> apec.load().themes.where(broader="customs").to_polars()["label"].to_list()
        ['Low-value shipments']

        .. versionadded:: 0.2
        """
        from apec_outcomes.export import flat

        return flat(self).to_polars()

    def to_arrow(self) -> "pyarrow.Table":
        """Return the records as an Arrow table, with the rows and columns of `to_pandas`.

        Raises
        ------
        MissingExtraError
            If pyarrow is not installed.

        >>> import apec_outcomes as apec
        >>> apec.load().themes.to_arrow().column_names
        ['id', 'label', 'broader', 'related', 'definition', 'aliases']

        .. versionadded:: 0.2
        """
        from apec_outcomes.export import flat

        return flat(self).to_arrow()

    def graph(self) -> "Graph":
        """Return outcomes, fora or themes as a graph of the references between them.

        It has the methods ``to_networkx()``, ``to_graphml()``, ``to_mermaid()`` and ``to_dot()``.

        Raises
        ------
        ArgumentError
            If records of this collection do not refer to each other.

        >>> import apec_outcomes as apec
        >>> apec.load().themes.graph().edges[0]
        Edge(source='multilateral-trading-system', target='trade-and-investment', field='broader')

        .. versionadded:: 0.2
        """
        from apec_outcomes.export import graph_of

        return graph_of(self)

    def export(
        self,
        path: str | os.PathLike[str],
        *,
        to: str | None = None,
        replace: bool = False,
        **options: "Unpack[Options]",
    ) -> None:
        """Write the records atomically in a format for other tools.

        The parameters and errors are those of `apec_outcomes.export.export`.

        >>> import apec_outcomes as apec, pathlib, tempfile
        >>> path = pathlib.Path(tempfile.mkdtemp()) / "themes.csv"
        >>> apec.load().themes.export(path)
        >>> path.read_text(encoding="utf-8").splitlines()[0]
        'id,label,broader,related,definition,aliases'

        .. versionadded:: 0.2
        """
        from apec_outcomes.export import export

        export(self, path, to=to, replace=replace, **options)
