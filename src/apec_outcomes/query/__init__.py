"""Queries: a class for each kind of collection."""

from apec_outcomes.query.base import Query
from apec_outcomes.query.calendar import CalendarQuery
from apec_outcomes.query.dated import DatedQuery
from apec_outcomes.query.events import MeetingQuery, SessionQuery
from apec_outcomes.query.fields import Field
from apec_outcomes.query.outcomes import DocumentQuery, OutcomeQuery
from apec_outcomes.query.vocabularies import EconomyQuery, ForumQuery, HostYearQuery

__all__ = [
    "CalendarQuery",
    "DatedQuery",
    "DocumentQuery",
    "EconomyQuery",
    "Field",
    "ForumQuery",
    "HostYearQuery",
    "MeetingQuery",
    "OutcomeQuery",
    "Query",
    "SessionQuery",
]
