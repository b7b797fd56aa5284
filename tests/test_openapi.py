"""What we publish is what we serve."""

import json
from pathlib import Path

from app.main import create_app
from app.settings import Settings

PUBLISHED = Path(__file__).parent.parent / "openapi" / "v1.json"
VERBS = {"get", "post", "put", "patch", "delete"}


def test_the_published_document_is_the_one_that_is_served() -> None:
    served = create_app(Settings.model_construct()).openapi()
    assert json.loads(PUBLISHED.read_text()) == json.loads(json.dumps(served)), (
        "run: cdop openapi > openapi/v1.json"
    )


def test_every_operation_says_what_it_does_under_a_name_of_its_own() -> None:
    paths = json.loads(PUBLISHED.read_text())["paths"]
    operations = [operation for verbs in paths.values() for verb, operation in verbs.items() if verb in VERBS]
    assert all(operation["summary"] and operation["description"] for operation in operations)
    names = [operation["operationId"] for operation in operations]
    assert sorted(set(names)) == sorted(names)
