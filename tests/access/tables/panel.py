"""Who may do what with the analysis form, meetings, packs and themed reviews."""

from tests.access.ops import OFFICE, S_INVITED, S_OFFICE, SECRETARIAT, C, D, H, M, P, S, by_id, by_role, those

CASE, MEETING = "/v1/cases/{case_id}", "/v1/meetings/{meeting_id}"
PACK, THEME = "/v1/packs/{pack_id}", "/v1/themes/{theme_id}"
INVITED = H | P

ANALYSIS = (
    by_id("GET", f"{CASE}/analysis", OFFICE, known=H),
    by_id("PUT", f"{CASE}/analysis", OFFICE, known=H),
    by_role("POST", f"{MEETING}/items/{{pseudonym}}/determination", C | H, hidden=S, status=201),
    by_id("POST", f"{CASE}/analysis/finalise", D | H, known=SECRETARIAT),
)

MEETINGS = (
    by_role("GET", "/v1/meetings", OFFICE | INVITED | S),
    by_role("POST", "/v1/meetings", OFFICE | S_OFFICE, status=201),
    by_role("GET", MEETING, OFFICE | INVITED, hidden=S),
    by_role("PATCH", MEETING, OFFICE, hidden=S),
    by_role("GET", f"{MEETING}/items", OFFICE | INVITED, hidden=S),
    by_role("POST", f"{MEETING}/items", OFFICE, hidden=S, status=201),
    by_role("GET", f"{MEETING}/invitations", OFFICE | INVITED, hidden=S),
    by_role("POST", f"{MEETING}/invitations", OFFICE, hidden=S, status=201),
    by_role("GET", f"{MEETING}/declarations", OFFICE | INVITED, hidden=S),
    by_role("POST", f"{MEETING}/declarations", D | INVITED, hidden=S, status=201),
    by_role("POST", f"{MEETING}/declarations/{{declaration_id}}/ruling", H, hidden=S),
    by_role("GET", f"{MEETING}/attendance", OFFICE | INVITED, hidden=S),
    by_role("POST", f"{MEETING}/attendance", OFFICE, hidden=S, status=201),
)

PACKS = (
    by_id("GET", f"{CASE}/packs", OFFICE, known=H),
    by_id("POST", f"{CASE}/packs", C, known=M | D | H, status=201),
    by_id("GET", PACK, OFFICE, known=H),
    by_id("PATCH", PACK, OFFICE, known=H),
    by_id("POST", f"{PACK}/approve", M | D, known=C | H),
    by_id("POST", f"{PACK}/release", M, known=C | D | H),
    by_id("POST", f"{PACK}/withdraw", OFFICE, known=H),
    by_id("POST", f"{PACK}/trace", M | D, known=C | H),
    by_role("POST", f"{MEETING}/packs/{{pseudonym}}/header", H, hidden=S),
    by_role("GET", f"{MEETING}/packs/{{pseudonym}}", D | INVITED, hidden=those("stw-doctor") | S_INVITED),
)

THEMES = (
    by_role("GET", "/v1/themes", OFFICE | S_OFFICE),
    by_role("POST", "/v1/themes", OFFICE | S_OFFICE, status=201),
    by_role("GET", THEME, OFFICE | S_OFFICE),
    by_role("POST", f"{THEME}/agree", OFFICE | S_OFFICE),
    by_role("GET", f"{THEME}/contributions", OFFICE | S_OFFICE),
    by_id("POST", f"{THEME}/contributions", OFFICE, known=H, status=201),
    by_role("POST", f"{THEME}/contributions/{{pseudonym}}/withdraw", OFFICE, hidden=S_OFFICE),
    by_role("POST", f"{THEME}/freeze", OFFICE | S_OFFICE),
    by_role("GET", f"{THEME}/tables", OFFICE | S_OFFICE),
    by_role("GET", f"{THEME}/pack", OFFICE | S_OFFICE),
    by_role("GET", f"{THEME}/findings", OFFICE | S_OFFICE),
    by_role("POST", f"{THEME}/findings", OFFICE | S_OFFICE, status=201),
    by_role("POST", f"{THEME}/sign-off", OFFICE | S_OFFICE),
)

ROWS = (*ANALYSIS, *MEETINGS, *PACKS, *THEMES)
