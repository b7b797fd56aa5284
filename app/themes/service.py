"""Themed reviews: proposed, agreed by every panel, contributed to, frozen, counted, signed off."""

from uuid import UUID, uuid4

from sqlalchemy import func, select

from app.audit import trail
from app.db.base import iso_week
from app.partners import service as partners
from app.policy import Permission, panels_where, require_somewhere
from app.problems import Conflict, FourEyes, NotFound
from app.themes import rules, vault
from app.themes.models import Contribution, Finding, Theme, ThemePanel
from app.themes.rules import State
from app.themes.schemas import FindingIn, FindingOut, PanelPart, ThemeIn, ThemeOut
from app.work import Work


def propose(work: Work, form: ThemeIn) -> ThemeOut:
    """Propose a themed review to the panels that are to share it; the proposer's own panel has agreed."""
    require_somewhere(work.actor, Permission.THEME_WORK)
    home = work.actor.home_panel()
    theme_id = uuid4()
    key_id = vault.new_key(work, theme_id)
    theme = Theme(
        id=theme_id,
        key_id=key_id,
        state=State.PROPOSED.value,
        opened_by=work.actor.id,
        opened_week=iso_week(work.now),
        frozen_sha256=None,
    )
    content = form.model_dump(exclude={"panels"}, by_alias=True)
    theme.content = vault.seal(work, theme.cohort, "theme", theme_id, {"content": content})["content"]
    work.session.add(theme)
    work.session.flush()
    for code in sorted(set(form.panels)):
        panel_id = partners.panel_by_code(work.session, code).id
        agreed = work.actor.id if panel_id == home else None
        work.session.add(
            ThemePanel(id=uuid4(), theme_id=theme_id, panel_id=panel_id, agreed_by=agreed, signed_by=None)
        )
    work.session.flush()
    trail.record(work, trail.Event.THEME_OPENED, key_id)
    return show(work, theme)


def themes(work: Work) -> list[ThemeOut]:
    """Return the themed reviews that the actor's panel shares."""
    require_somewhere(work.actor, Permission.THEME_WORK)
    shared = select(ThemePanel.theme_id).where(
        ThemePanel.panel_id.in_(panels_where(work.actor, Permission.THEME_WORK))
    )
    rows = work.session.scalars(select(Theme).where(Theme.id.in_(shared)).order_by(Theme.id)).all()
    return [show(work, theme) for theme in rows]


def find(work: Work, theme_id: UUID) -> tuple[Theme, ThemePanel]:
    """Return a theme and the actor's own panel's part in it; a theme of others is not there."""
    require_somewhere(work.actor, Permission.THEME_WORK)
    parts = select(ThemePanel).where(
        ThemePanel.theme_id == theme_id,
        ThemePanel.panel_id.in_(panels_where(work.actor, Permission.THEME_WORK)),
    )
    part = work.session.scalars(parts.order_by(ThemePanel.panel_id)).first()
    theme = work.session.get(Theme, theme_id, with_for_update=True) if part else None
    if theme is None or part is None:
        raise NotFound
    return theme, part


def agree(work: Work, theme_id: UUID) -> ThemeOut:
    """Agree to a themed review for one's own panel; when every panel has, it may be contributed to."""
    theme, part = find(work, theme_id)
    part.agreed_by = part.agreed_by or work.actor.id
    work.session.flush()
    if State(theme.state) is State.PROPOSED and all(p.agreed_by for p in parts_of(work, theme)):
        theme.state = rules.advance(State.PROPOSED, State.AGREED).value
    work.session.flush()
    trail.record(work, trail.Event.THEME_JOINED, theme.key_id)
    return show(work, theme)


def freeze(work: Work, theme_id: UUID) -> ThemeOut:
    """Freeze the list of members with its hash: nothing joins or leaves any more."""
    theme, _ = find(work, theme_id)
    members = contributions_of(work, theme)
    if not members:
        raise Conflict("There is nothing to freeze: no panel has contributed.")
    theme.state = rules.advance(State(theme.state), State.FROZEN).value
    theme.frozen_sha256 = rules.frozen_digest(row.pack_digest for row in members)
    work.session.flush()
    trail.record(work, trail.Event.THEME_CHANGED, theme.key_id, fields=["frozen"])
    return show(work, theme)


def sign_off(work: Work, theme_id: UUID) -> ThemeOut:
    """Sign a frozen themed review off for one's own panel; when every panel has, it is done."""
    theme, part = find(work, theme_id)
    if State(theme.state) is State.PROPOSED or State(theme.state) is State.AGREED:
        raise Conflict("Freeze the cohort first.")
    if any(other.signed_by == work.actor.id for other in parts_of(work, theme) if other.id != part.id):
        raise FourEyes("Another person has to sign for this panel.")
    part.signed_by = part.signed_by or work.actor.id
    work.session.flush()
    if State(theme.state) is State.FROZEN and all(p.signed_by for p in parts_of(work, theme)):
        theme.state = rules.advance(State.FROZEN, State.SIGNED_OFF).value
    work.session.flush()
    trail.record(work, trail.Event.THEME_CHANGED, theme.key_id, fields=["signed"])
    return show(work, theme)


def parts_of(work: Work, theme: Theme) -> list[ThemePanel]:
    """Return the panels that share a theme."""
    query = select(ThemePanel).filter_by(theme_id=theme.id).order_by(ThemePanel.panel_id)
    return list(work.session.scalars(query))


def contributions_of(work: Work, theme: Theme) -> list[Contribution]:
    """Return a theme's contributions, by pseudonym: an order that means nothing."""
    query = select(Contribution).filter_by(theme_id=theme.id).order_by(Contribution.pseudonym)
    return list(work.session.scalars(query))


def show(work: Work, theme: Theme) -> ThemeOut:
    """Open what a theme is about, for somebody of a panel that shares it."""
    parts = parts_of(work, theme)
    mine = next(part.panel_id for part in parts if part.panel_id in work.actor.panels)
    cell = ("theme", theme.id, "content", theme.content)
    (content,) = vault.disclose(work, mine, theme.cohort, [cell], event=trail.Event.THEME_READ)
    counted = select(func.count()).select_from(Contribution).filter_by(theme_id=theme.id)
    return ThemeOut(
        id=theme.id,
        state=State(theme.state),
        panels=[
            PanelPart(panel_id=part.panel_id, agreed=bool(part.agreed_by), signed_off=bool(part.signed_by))
            for part in parts
        ],
        contributions=work.session.scalar(counted) or 0,
        frozen_sha256=theme.frozen_sha256,
        version=theme.row_version,
        **content,
    )


def add_finding(work: Work, theme_id: UUID, form: FindingIn) -> FindingOut:
    """Keep what the cohort taught. Findings are written of the frozen cohort."""
    theme, _ = find(work, theme_id)
    if State(theme.state) is not State.FROZEN:
        raise Conflict("Findings are written between the freeze and the sign-off.")
    finding_id = uuid4()
    content = form.model_dump()
    sealed = vault.seal(work, theme.cohort, "theme_finding", finding_id, {"content": content})
    work.session.add(
        Finding(
            id=finding_id, theme_id=theme.id, found_by=work.actor.id, found_week=iso_week(work.now), **sealed
        )
    )
    work.session.flush()
    trail.record(work, trail.Event.THEME_CHANGED, theme.key_id, fields=["finding"])
    return FindingOut(id=finding_id, **content)


def findings(work: Work, theme_id: UUID) -> list[FindingOut]:
    """Return what the cohort taught."""
    theme, part = find(work, theme_id)
    rows = work.session.scalars(select(Finding).filter_by(theme_id=theme.id).order_by(Finding.id)).all()
    cells = [("theme_finding", row.id, "content", row.content) for row in rows]
    opened = vault.disclose(work, part.panel_id, theme.cohort, cells, event=trail.Event.THEME_READ)
    return [FindingOut(id=row.id, **content) for row, content in zip(rows, opened, strict=True)]
