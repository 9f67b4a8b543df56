"""Checks: references between records (`references`), and the rules of the bundled dataset (`rules`)."""
