"""Pictures in one line, drawn by matplotlib (the extra ``plot``).

Each function takes a query, a lineage or a dataset, and returns the `matplotlib.axes.Axes` with the picture.
Without `ax`, it makes a new figure through `matplotlib.pyplot`, as pandas and seaborn do: notebooks show it,
and ``pyplot.show()`` does. With `ax`, it draws there and leaves pyplot alone; in a server, give it the axes
of a `matplotlib.figure.Figure` of your own.

The ground is transparent, and the colours are those of Okabe and Ito, which people who do not see all colours
can tell apart. Text is dark on a light figure, light on a dark one, and on a transparent one of a grey that
can be read on both; ``rcParams["text.color"]`` sets another colour. No function changes ``rcParams``.

A query without records gives a picture that says so.

>>> import apec_outcomes as apec
>>> from apec_outcomes import plot
>>> plot.season(apec.load().outcomes.of_kind("vision").limit(0)).get_title("left")
'No outcomes by month'
"""

from apec_outcomes.plot.counts import by_year, coverage, season
from apec_outcomes.plot.lineages import lineage
from apec_outcomes.plot.promises import deadlines
from apec_outcomes.plot.spans import timeline
from apec_outcomes.plot.tiles import heatmap

__all__ = ["by_year", "coverage", "deadlines", "heatmap", "lineage", "season", "timeline"]
