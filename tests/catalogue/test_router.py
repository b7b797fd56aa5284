"""The forms and code lists over HTTP."""

import pytest

from app.catalogue import rules
from app.catalogue.router import router
from app.identity.actors import Role
from tests.catalogue.asking import client_of


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.NOTIFIER, Role.RESPONDENT, Role.AUDITOR])
def test_every_role_may_read_the_forms(role: Role) -> None:
    answer = client_of(router, role).get("/v1/forms")
    assert answer.status_code == 200
    listed = {(form["code"], form["version"]) for form in answer.json()["items"]}
    assert listed == {(form.code, form.version) for form in rules.forms()}
    assert answer.json()["next"] is None


def test_a_form_is_json_schema_with_labels() -> None:
    answer = client_of(router, Role.RESPONDENT).get("/v1/forms/reporting/2022-04").json()
    assert answer["schema"]["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert answer["schema"]["$defs"]["tri_state"]["x-labels"]["not_known"] == "Not known"


def test_a_code_list_says_what_a_code_means() -> None:
    client = client_of(router, Role.COORDINATOR)
    assert len(client.get("/v1/codes").json()["items"]) == len(rules.code_lists())
    listed = client.get("/v1/codes/category_of_death").json()
    assert [value["extra"]["number"] for value in listed["values"]] == list(range(1, 11))


@pytest.mark.parametrize("path", ["/v1/forms/reporting/1999", "/v1/forms/Testchild/1", "/v1/codes/Testchild"])
def test_what_is_not_there_is_a_problem_that_repeats_nothing(path: str) -> None:
    answer = client_of(router, Role.COORDINATOR).get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert "Testchild" not in answer.text
