"""Logs: one JSON line each, route templates and counts, never a body, a path or a local variable."""

import logging
import sys

import structlog

SILENT = ("uvicorn.access", "sqlalchemy", "procrastinate", "alembic", "httpx", "fontTools", "matplotlib")


def configure(*, quiet: bool) -> None:
    """Send logs to standard error, without local variables and without what libraries would say of values."""
    level = logging.WARNING if quiet else logging.INFO
    logging.basicConfig(
        level=level, stream=sys.stderr, format="%(levelname)s %(name)s %(message)s", force=True
    )
    for name in SILENT:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.ExceptionRenderer(
                structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
            ),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
