"""Every page is for people who have signed in, and every form comes from a page of ours."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from app.main import routers
from app.web.visits import begin_visit, from_our_page, from_our_site

OPEN = {
    ("GET", "/"), ("GET", "/assets/{name}"), ("GET", "/sign-in"), ("GET", "/sign-in/start"),
    ("GET", "/sign-in/return"), ("POST", "/sign-in/demo"), ("GET", "/signed-out"),
}  # fmt: skip
WITHOUT_SESSION = {("POST", "/sign-in/demo")}


def pages() -> dict[tuple[str, str], APIRoute]:
    """Return every route of the pages."""
    found: dict[tuple[str, str], APIRoute] = {}
    for router in routers():
        for route in router.routes:
            if isinstance(route, APIRoute) and route.endpoint.__module__.startswith("app.portal"):
                found |= {(method, route.path): route for method in route.methods or ()}
    return found


def needs(dependant: Dependant) -> Iterator[Any]:
    """Return everything that a route depends on."""
    yield dependant.call
    for other in dependant.dependencies:
        yield from needs(other)


PAGES = pages()


def test_the_open_pages_are_there() -> None:
    assert set(PAGES) > OPEN


@pytest.mark.parametrize("page", sorted(set(PAGES) - OPEN), ids=" ".join)
def test_a_page_is_for_people_who_have_signed_in(page: tuple[str, str]) -> None:
    assert begin_visit in needs(PAGES[page].dependant)


@pytest.mark.parametrize("page", sorted(page for page in PAGES if page[0] != "GET"), ids=" ".join)
def test_a_form_comes_from_a_page_of_ours(page: tuple[str, str]) -> None:
    wanted = from_our_site if page in WITHOUT_SESSION else from_our_page
    assert wanted in needs(PAGES[page].dependant)


@pytest.mark.parametrize("page", sorted(PAGES), ids=" ".join)
def test_no_page_is_a_published_operation(page: tuple[str, str]) -> None:
    assert not PAGES[page].include_in_schema
