"""The API against its own description: whatever is sent, no answer is a mistake of the program's.

Schemathesis makes requests of the description, right ones and wrong ones; each answer must be one
that the description has, in the shape it has.
"""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.hub.served import STORE, Client
from tests.ledger.shop import ANNA, Shop, assert_well

MODES = (schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE)
CHECKS = [
    not_a_server_error,
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
]
# Wrong numbers are made by the thousand, and each right one would be minutes of work.
MOST_CODES = 300


def bounded(case: schemathesis.Case) -> schemathesis.Case:
    """The same with few codes to make."""
    body: Any = case.body
    if isinstance(body, dict):
        for holder, name in (("generate", "numberOfCodes"), ("campaign", "generateCodes")):
            inner = body.get(holder)
            wanted = inner.get(name) if isinstance(inner, dict) else None
            if isinstance(wanted, int) and MOST_CODES < wanted <= 500_000:
                inner[name] = MOST_CODES
    return case


def try_all(client: Client, known: dict[str, str], examples: int) -> set[str]:
    """Try every operation; return the statuses that were seen."""
    schema = schemathesis.openapi.from_dict(client.ok("GET", "/openapi.json"))
    headers = {"Authorization": f"Bearer {client.token}"}
    seen: set[str] = set()

    def try_one(operation: Any) -> None:  # noqa: ANN401 - of Schemathesis' own
        names = {each.name for each in operation.path_parameters}
        ids = {name: value for name, value in known.items() if name in names}
        store = {"storeCode": STORE} if "storeCode" in names else {}
        # Only with these does anything beyond the path get looked at.
        cases = st.one_of(
            *(
                operation.as_strategy(mode, path_parameters=path or None)
                for mode in MODES
                for path in (ids, ids, store)
            )
        )

        @settings(
            max_examples=examples,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=cases)
        def walk(case: schemathesis.Case) -> None:
            answer = bounded(case).call(base_url=str(client.http.base_url), headers=headers)
            seen.add(f"{operation.method.upper()} {answer.status_code}")
            case.validate_response(answer, checks=CHECKS)

        walk()

    for result in schema.get_all_operations():
        try_one(result.ok())
    return seen


def try_shop(manager: Client, shop: Shop, examples: int) -> None:
    saved, _ = shop.campaign(3)
    known = {"campaign": saved.id, "member": "m1", "eventType": "promo_redeemed"}
    seen = try_all(manager, known | {"storeCode": STORE}, examples)
    assert {each.split()[1] for each in seen} >= {"200", "204", "400", "404"}
    assert_well(shop.ledger)
    assert manager.get("member", loyaltyCardNumber=ANNA).status_code == 200


def test_every_answer_is_as_described(manager: Client, shop: Shop) -> None:
    try_shop(manager, shop, examples=4)


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_every_answer_is_as_described_many_times(manager: Client, shop: Shop) -> None:
    try_shop(manager, shop, examples=150)
