"""The access table: every published operation, once."""

from tests.access.tables import cases, figures, panel, stewards

TABLE = (*cases.ROWS, *panel.ROWS, *figures.ROWS, *stewards.ROWS)
