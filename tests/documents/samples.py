"""A pack and a report for the tests of documents: valid things, unless told otherwise."""

from typing import Any

HIDDEN_VALUES = ("7193", "6041", "5527")


def a_pack(*texts: str, **changes: Any) -> dict[str, Any]:
    """Return a released pack whose narratives hold these texts."""
    pack = {
        "pseudonym": "7QK-M4",
        "meeting_id": "0b54a7c2-meeting",
        "version": 2,
        "released_at": "2026-05-05T10:00:00+01:00",
        "expires_at": "2026-06-09T10:00:00+01:00",
        "summary": {
            "age": "5 weeks",
            "sex": "male",
            "deprivation_quintile": 1,
            "period": "2026",
            "place_of_death": "acute_hospital",
            "expected": "unexpected",
        },
        "narratives": [
            {"source": "paramedic", "form": "reporting", "section": "circumstances", "text": text}
            for text in texts or ("[mother] called at 06:12.",)
        ],
        "analysis": {
            "factors": [
                {"domain": "physical_environment", "code": "shared_bed", "level": 2, "modifiable": True}
            ],
            "proposed_category": "unexplained",
        },
        "assurance": {
            "rules_version": "r" * 64,
            "recall_known": 0.99999,
            "recall_unknown": 0.9712,
            "corpus": "own generator",
            "prepared_by_role": "coordinator",
            "approved_by_role": "manager",
            "sha256": "ab" * 32,
        },
    }
    return pack | changes


def a_report(**changes: Any) -> dict[str, Any]:
    """Return a report in which hidden cells and totals still carry values, as no report should."""
    columns = ["herefordshire", "worcestershire", "joint"]
    shown = {("modifiable", "joint"): 20, ("none", "joint"): 15}
    hidden = {("modifiable", "herefordshire"): 7193, ("none", "worcestershire"): 5527}
    cells = [
        _cell(row, column, shown.get((row, column)), hidden.get((row, column)))
        for row in ("modifiable", "none")
        for column in columns
    ]
    report = {
        "id": "5c1e-report",
        "kind": "annual",
        "area": "herefordshire_and_worcestershire",
        "level": "public",
        "period": {"from": "2025-04-01", "to": "2026-03-31"},
        "built_at": "2026-06-01T09:00:00+01:00",
        "sha256": "cd" * 32,
        "definitions_version": "2026.1",
        "tables": [
            {
                "code": "T16",
                "title": "Modifiable factors",
                "population": "R",
                "denominator": 40,
                "unit": "cases",
                "note": "Each figure is rounded alone.",
                "rows": ["modifiable", "none"],
                "columns": columns,
                "cells": cells,
                "totals": [
                    {"axis": "column", "key": "joint", "value": 40, "status": "shown", "text": "40"},
                    {
                        "axis": "column",
                        "key": "herefordshire",
                        "value": 6041,
                        "status": "primary",
                        "text": "[c]",
                    },
                ],
            }
        ],
        "figures": [],
        "release": {"register_entry": "entry-12", "released_at": None, "signed_by": []},
    }
    return report | changes


def _cell(row: str, column: str, shown: int | None, hidden: int | None) -> dict[str, Any]:
    status = "shown" if shown is not None else "primary"
    value = shown if shown is not None else hidden
    return {
        "row": row,
        "column": column,
        "value": value,
        "status": status,
        "text": "[c]" if shown is None else str(shown),
    }
