"""Permissions, roles, the grants table, and the one question: may they?"""

from app.policy.permissions import Permission
from app.policy.questions import grants_of, panels_where, require, require_another, require_somewhere

__all__ = ["Permission", "grants_of", "panels_where", "require", "require_another", "require_somewhere"]
