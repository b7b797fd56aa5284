"""What can go wrong, by name. A problem says where and why, and never repeats what was sent."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One place in a body that is wrong: a JSON pointer, a stable word for the rule, and a sentence."""

    pointer: str
    type: str
    message: str


class Problem(Exception):
    """A refusal that the caller can read: status, stable type, title, and a detail in words."""

    status: int = 500
    type: str = "internal"
    title: str = "Something went wrong"

    def __init__(
        self, detail: str = "", *, errors: Sequence[Fault] = (), headers: dict[str, str] | None = None
    ) -> None:
        super().__init__(detail or self.title)
        self.detail = detail or self.title
        self.errors = tuple(errors)
        self.headers = headers or {}


class Malformed(Problem):
    """The body cannot be read at all."""

    status, type, title = 400, "malformed", "The request could not be read"


class Unauthenticated(Problem):
    """No token, or one that we do not accept."""

    status, type, title = 401, "unauthenticated", "Sign in first"

    def __init__(self, detail: str = "", *, challenge: str = 'Bearer realm="cdop"') -> None:
        super().__init__(detail, headers={"WWW-Authenticate": challenge})


class Forbidden(Problem):
    """A known object, and a right that is missing."""

    status, type, title = 403, "forbidden", "You may not do this"


class NotFound(Problem):
    """There is no such thing, or none that this caller may know of: the two look alike."""

    status, type, title = 404, "not-found", "There is no such thing"

    def __init__(self) -> None:
        super().__init__("There is no such thing, or none that you may know of.")


class Conflict(Problem):
    """The thing is in a state that does not allow this."""

    status, type, title = 409, "conflict", "This cannot be done now"


class StageConflict(Conflict):
    """The case cannot move there from where it is."""

    type, title = "stage-conflict", "The case cannot move there"


class FourEyes(Conflict):
    """A second person is needed, and this is the first one again."""

    type, title = "four-eyes", "Another person has to do this"


class Stale(Problem):
    """Somebody has changed it since it was read."""

    status, type, title = 412, "stale", "It has changed since you read it"


class Invalid(Problem):
    """The body can be read, but says something that cannot stand."""

    status, type, title = 422, "invalid", "Some of this cannot be accepted"


class PreconditionRequired(Problem):
    """A change to a versioned thing has to say which version it changes."""

    status, type, title = 428, "precondition-required", "Say which version you are changing"


class TooManyRequests(Problem):
    """The caller has used up what it may ask for in this minute."""

    status, type, title = 429, "too-many-requests", "Please slow down"


class Unavailable(Problem):
    """Something that we depend on does not answer: nothing was done."""

    status, type, title = 503, "unavailable", "The service cannot do this at the moment"

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail, headers={"Retry-After": "5"})


class KeyServiceUnavailable(Unavailable):
    """The key service does not answer, so nothing can be sealed or opened."""

    type, title = "key-service-unavailable", "The keys are out of reach"


class Refused(Problem):
    """What is stored is not as it was left: somebody changed it, or moved it to another place."""

    status, type, title = 500, "sealed-refused", "Something that is kept here was refused"
