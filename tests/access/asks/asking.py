"""How an operation is asked: which thing, with which body."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from tests.access.ops import NOBODY, Op
from tests.access.world import World

NAMED = {"case_id", "recommendation_id"}
OTHERS = {"pseudonym": "ZZZ-ZZ", "n": "987654", "area": "atlantis", "code": "nothing", "version": "1999"}


@dataclass(frozen=True, slots=True)
class Ask:
    """One request: the names in its path, and what goes with it. `form` is sent as a web form."""

    names: Mapping[str, str] = field(default_factory=dict)
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] | None = None

    @property
    def about_something(self) -> bool:
        """Whether it names a thing that could be missing."""
        named = isinstance(self.body, dict) and not NAMED.isdisjoint(self.body)
        return bool(self.names) or named

    def of_another(self) -> "Ask":
        """The same about things that do not exist."""
        names = {name: OTHERS.get(name, str(uuid4())) for name in self.names}
        body = self.body
        if isinstance(body, dict):
            body = {k: str(uuid4()) if k in NAMED else v for k, v in body.items()}
        return Ask(names, body, self.headers, self.query, self.form)


Making = Callable[[World, str], Ask]
ASKS: dict[tuple[str, str], Making] = {}


def asks(verb: str, path: str) -> Callable[[Making], Making]:
    """Register how an operation is asked by somebody, with things that nobody has used before."""

    def register(make: Making) -> Making:
        ASKS[verb, path] = make
        return make

    return register


def ask_for(world: World, op: Op, who: str) -> Ask:
    """What somebody who may would send; where nothing is said, the world's things and no body."""
    made = ASKS[op.verb, op.path](world, who) if (op.verb, op.path) in ASKS else Ask()
    wanted = [part[1:-1] for part in op.path.split("/") if part.startswith("{")]
    names = {name: made.names.get(name) or world.ids[name] for name in wanted}
    return Ask(names, made.body, made.headers, made.query, made.form)


def send(world: World, op: Op, who: str, ask: Ask) -> tuple[str, Any]:
    """Send a request, and return the id that it went under and the answer."""
    request_id = str(uuid4())
    signed = {} if who == NOBODY else world.as_(who)
    headers = {"X-Request-ID": request_id, **signed, **ask.headers}
    path = op.path
    for name, value in ask.names.items():
        path = path.replace(f"{{{name}}}", value)
    content = {"data": ask.form} if ask.form else {} if ask.body is None else {"json": ask.body}
    answer = world.client.request(op.verb, path, headers=headers, params=dict(ask.query), **content)
    return request_id, answer
