"""ID tokens: what is not exactly right signs nobody in."""

import time
from base64 import urlsafe_b64encode
from pathlib import Path
from typing import Any

import pytest
from joserfc.jwk import ECKey, OctKey, RSAKey

from app.identity.signing_in import Attempt, SignIn, SignInRefused
from tests.identity.assertions import confused
from tests.portal.signin.crooked import Crooked, as_client, comes_back, refused
from tests.portal.signin.walking import CLIENT, SUBJECT

STRANGER = ECKey.generate_key("P-256", {"kid": "theirs"})
NOW = int(time.time())


WRONG: dict[str, dict[str, Any]] = {
    "another nonce": {"claims": {"nonce": "n" * 43}},
    "no nonce": {"claims": {"nonce": None}},
    "another issuer": {"claims": {"iss": "https://elsewhere.invalid"}},
    "no issuer": {"claims": {"iss": None}},
    "another audience": {"claims": {"aud": "another"}},
    "another audience, for us": {"claims": {"aud": "another", "azp": CLIENT}},
    "audiences without us": {"claims": {"aud": ["another", "third"]}},
    "us among others, for nobody": {"claims": {"aud": [CLIENT, "another"]}},
    "us among others, for another": {"claims": {"aud": [CLIENT, "another"], "azp": "another"}},
    "for another": {"claims": {"azp": "another"}},
    "no audience": {"claims": {"aud": None}},
    "expired": {"claims": {"exp": NOW - 600, "iat": NOW - 900}},
    "never expires": {"claims": {"exp": None}},
    "expires in words": {"claims": {"exp": "9999999999"}},
    "made at no time": {"claims": {"iat": None}},
    "made later": {"claims": {"iat": NOW + 3600, "exp": NOW + 7200}},
    "made long ago": {"claims": {"iat": NOW - 3600}},
    "made truly": {"claims": {"iat": True}},
    "not yet": {"claims": {"nbf": NOW + 3600}},
    "another access token": {"claims": {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"}},
    "no assurance": {"claims": {"acr": None}},
    "another assurance": {"claims": {"acr": "aal1"}},
    "signed in at no time": {"claims": {"auth_time": None}},
    "signed in yesterday": {"claims": {"auth_time": NOW - 86_400}},
    "signed in tomorrow": {"claims": {"auth_time": NOW + 86_400}},
    "signed in in words": {"claims": {"auth_time": "now"}},
    "no subject": {"claims": {"sub": None}},
    "an empty subject": {"claims": {"sub": ""}},
    "a number as subject": {"claims": {"sub": 7}},
    "a list as subject": {"claims": {"sub": [SUBJECT]}},
    "an access token as ID token": {"header": {"typ": "at+jwt"}},
    "no kid": {"header": {"kid": None}},
    "another kid": {"header": {"kid": "stranger"}},
    "another key under its name": {"signed_by": STRANGER},
    "a key of its own": {"signed_by": STRANGER, "header": {"jwk": STRANGER.as_dict(private=False)}},
    "a key from elsewhere": {"signed_by": STRANGER, "header": {"jku": "https://elsewhere.invalid/keys"}},
    "another kind of key": {"signed_by": RSAKey.generate_key(2048), "header": {"alg": "RS256"}},
    "our secret as key": {"signed_by": OctKey.import_key("s" * 40), "header": {"alg": "HS256"}},
    "no ID token": {"token": {"id_token": None}},
    "a list as ID token": {"token": {"id_token": ["a.b.c"]}},
    "no JWT": {"token": {"id_token": "Testchild"}},
    "an endless one": {"claims": {"more": "x" * 9000}},
    "a number as access token": {"token": {"access_token": 7}, "claims": {"at_hash": None}},
    "no access token": {"token": {"access_token": None}},
}


def test_an_honest_one_signs_somebody_in(sign_in: SignIn, theirs: Crooked) -> None:
    claims = comes_back(sign_in, theirs)
    assert (claims.issuer, claims.subject, claims.acr) == (theirs.issuer, SUBJECT, "aal2")
    assert not claims.machine
    assert claims.auth_time
    assert abs(claims.auth_time.timestamp() - time.time() + 60) < 10
    theirs.claims = {"aud": [CLIENT, "another"], "azp": CLIENT}
    assert comes_back(sign_in, theirs).subject == SUBJECT
    theirs.claims, theirs.header = {"at_hash": None}, {"typ": None}
    assert comes_back(sign_in, theirs).subject == SUBJECT


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG.keys())
def test_an_id_token_with_one_thing_wrong_signs_nobody_in(
    sign_in: SignIn, theirs: Crooked, wrong: dict[str, Any]
) -> None:
    for name, value in wrong.items():
        setattr(theirs, name, value)
    assert refused(sign_in, theirs)


def test_other_algorithms_are_refused_whatever_they_sign(sign_in: SignIn, theirs: Crooked) -> None:
    attempt = Attempt.begin("/")
    theirs.nonce = attempt.derived("nonce")
    right = theirs.id_token()
    none = urlsafe_b64encode(b'{"alg":"none","kid":"theirs","typ":"JWT"}').decode().rstrip("=")
    unsigned = right.rsplit(".", 1)[0]
    for forged in (f"{none}.{right.split('.')[1]}.", f"{unsigned}.", confused(right, theirs.key)):
        theirs.token = {"id_token": forged}
        with pytest.raises(SignInRefused):
            sign_in.finish(attempt, {"code": "a-code"})
    theirs.token = {"id_token": right}
    assert sign_in.finish(attempt, {"code": "a-code"}).subject == SUBJECT


def test_who_the_redirect_is_from_counts_when_it_is_said(sign_in: SignIn, theirs: Crooked) -> None:
    assert comes_back(sign_in, theirs, iss=theirs.issuer).subject == SUBJECT
    assert refused(sign_in, theirs, iss="https://elsewhere.invalid")


def test_who_announces_to_say_it_must_say_it(theirs: Crooked, tmp_path: Path) -> None:
    theirs.about = {"authorization_response_iss_parameter_supported": True}
    sign_in = as_client(theirs, tmp_path)
    assert refused(sign_in, theirs)
    assert comes_back(sign_in, theirs, iss=theirs.issuer).subject == SUBJECT
