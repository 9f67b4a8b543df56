"""Pictures in one line, drawn by matplotlib (the extra ``plot``).

Each function takes a query, a lineage or a dataset, and returns the `matplotlib.axes.Axes` with the picture.
Without `ax`, it makes a new figure with `matplotlib.pyplot`, as pandas and seaborn do: notebooks and
``pyplot.show()`` show it. With `ax`, it draws there and does not use pyplot; in a server, pass the axes of a
new `matplotlib.figure.Figure`.

The background is transparent, and the colours are the colour-blind safe ones of Okabe and Ito. Text is dark
on a light figure, light on a dark one, and on a transparent one a grey that is readable on both;
``rcParams["text.color"]`` sets another colour. No function changes ``rcParams``.

A picture of a query without records is empty and says so.

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
