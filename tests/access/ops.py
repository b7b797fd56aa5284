"""How a row of the access table is written: an operation, who may, who is told no, and who learns nothing."""

from dataclasses import dataclass

from app.identity.personas import PERSONAS

Who = frozenset[str]
NOBODY = "nobody"
EVERYONE: Who = frozenset(PERSONAS)


def those(*names: str) -> Who:
    """The personas of these names; a name that ends in `*` stands for all that begin like it."""
    found = {
        one
        for one in EVERYONE
        for name in names
        if one == name or (name[-1] == "*" and one.startswith(name[:-1]))
    }
    assert found, names
    return frozenset(found)


C, M, D, H = those("coordinator*"), those("manager"), those("doctor"), those("chair")
P, N, R, O = those("member-*"), those("notifier-*"), those("respondent"), those("partner-*")  # noqa: E741
A, K = those("auditor"), those("administrator")
HEREFORDSHIRE = those("partner-herefordshire")
OFFICE, SECRETARIAT = C | M | D, C | M
S = those("stw-*")
S_INVITED = those("stw-chair", "stw-member-*")
S_OFFICE, S_SECRETARIAT = S - S_INVITED, those("stw-coordinator", "stw-manager")
MACHINES = N
NONE: Who = frozenset()


@dataclass(frozen=True, slots=True)
class Op:
    """One published operation. `yes` get `status`; `forbidden` get 403; `hidden` get 404; nobody gets 401.

    With `own`, everybody who may does it with something of their own, and gets this status with another's.
    A `quiet` operation tells nothing about a child or a meeting; a `public` one asks for no token.
    """

    verb: str
    path: str
    yes: Who
    forbidden: Who
    hidden: Who
    status: int = 200
    own: int | None = None
    quiet: bool = False
    public: bool = False

    @property
    def name(self) -> str:
        """How the operation is called in a message."""
        return f"{self.verb} {self.path}"

    def expected(self, persona: str) -> int:
        """The status that somebody gets with an object that is theirs to ask for."""
        if persona == NOBODY:
            return self.status if self.public else 401
        return self.status if persona in self.yes else 403 if persona in self.forbidden else 404

    def refusals(self, owner: str) -> dict[str, int]:
        """Who is refused, with which status, an object that was made for `owner`."""
        told = {one: self.expected(one) for one in sorted(EVERYONE - self.yes)}
        strangers = self.yes - {owner} if self.own else NONE
        told |= {one: self.own for one in sorted(strangers) if self.own}
        return told if self.public else told | {NOBODY: 401}


def by_id(verb: str, path: str, yes: Who, known: Who = NONE, status: int = 200, own: int | None = None) -> Op:
    """A thing that only `yes` and `known` may know of: for everybody else there is none."""
    return Op(verb, path, yes, known, EVERYONE - yes - known, status, own)


def by_role(
    verb: str, path: str, yes: Who, hidden: Who = NONE, status: int = 200, own: int | None = None
) -> Op:
    """What the role is asked for first: without it 403, whether there is such a thing or not."""
    return Op(verb, path, yes, EVERYONE - yes - hidden, hidden, status, own)


def quiet(verb: str, path: str, yes: Who) -> Op:
    """A list of organisations, accounts or hashes for those whose role it is."""
    return Op(verb, path, yes, EVERYONE - yes, NONE, quiet=True)


def for_all(verb: str, path: str) -> Op:
    """Reference data for whoever has signed in."""
    return Op(verb, path, EVERYONE, NONE, NONE, quiet=True)


def public(verb: str, path: str) -> Op:
    """What is told without a token."""
    return Op(verb, path, EVERYONE, NONE, NONE, quiet=True, public=True)
