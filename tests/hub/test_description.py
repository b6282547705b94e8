"""The API against its own description: whatever is sent, no answer is a mistake of the program's.

Schemathesis makes requests of the description, right ones and wrong ones; each answer must be one
that the description has, in the shape it has.
"""

from dataclasses import dataclass, field
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from counterfoil.hub.codes.making import MOST_IN_A_REQUEST
from tests.hub.served import STORE, Client
from tests.ledger.shop import ANNA, Shop, assert_well

MODES = (schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE)
CHECKS = [
    not_a_server_error,
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
]
Case = schemathesis.Case[Any]
# Wrong numbers are made by the thousand, and each right one would be minutes of work.
MOST_CODES = 300


def bounded(case: Case) -> Case:
    """The same with few codes to make."""
    body: Any = case.body
    for holder, name in (("generate", "numberOfCodes"), ("campaign", "generateCodes")):
        inner = body.get(holder) if isinstance(body, dict) else None
        if isinstance(inner, dict) and isinstance(inner.get(name), dict):
            inner, name = inner[name], "numberOfCodes"  # noqa: PLW2901 - one level further in
        wanted = inner.get(name) if isinstance(inner, dict) else None
        if isinstance(inner, dict) and isinstance(wanted, int):
            inner[name] = min(wanted, MOST_CODES) if wanted <= MOST_IN_A_REQUEST else wanted
    return case


@dataclass
class Trial:
    """Requests to a hub by its description; `known` are ids for paths, `seen` what came back."""

    client: Client
    known: dict[str, str]
    examples: int
    seen: set[str] = field(default_factory=set)

    def run(self, description: dict[str, Any]) -> None:
        """Try every operation."""
        for result in schemathesis.openapi.from_dict(description).get_all_operations():
            assert isinstance(result, Ok)
            self.operation(result.ok())

    def operation(self, operation: Any) -> None:  # noqa: ANN401 - of Schemathesis' own
        @settings(
            max_examples=self.examples,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=self.cases(operation))
        def send(case: Case) -> None:
            base = str(self.client.http.base_url)
            headers = {"Authorization": f"Bearer {self.client.token}"}
            answer = bounded(case).call(base_url=base, headers=headers)
            self.seen.add(f"{operation.method.upper()} {answer.status_code}")
            case.validate_response(answer, checks=CHECKS)

        send()

    def cases(self, operation: Any) -> st.SearchStrategy[Case]:  # noqa: ANN401
        """Right and wrong requests, most of them for what is there."""
        names = {each.name for each in operation.path_parameters}
        ids = {name: value for name, value in self.known.items() if name in names}
        if operation.method == "delete":
            ids |= {"campaign": self.known["spare"]}
        store = {name: STORE for name in names if name == "storeCode"}
        made: list[st.SearchStrategy[Case]] = [
            operation.as_strategy(mode, path_parameters=path or None)
            for mode in MODES
            for path in (ids, ids, store)
        ]
        return st.one_of(made)


def try_shop(manager: Client, shop: Shop, examples: int) -> None:
    saved, _ = shop.campaign(3)
    spare, _ = shop.campaign(0, id="spare")
    known = {"campaign": saved.id, "spare": spare.id, "member": "m1"}
    known |= {"eventType": "promo_redeemed", "storeCode": STORE}
    trial = Trial(manager, known, examples)
    trial.run(manager.ok("GET", "/openapi.json"))
    assert {each.split()[1] for each in trial.seen} >= {"200", "204", "400", "404"}
    assert_well(shop.ledger)
    assert manager.get("member", loyaltyCardNumber=ANNA).status_code == 200


NASTY = (
    *("%00", "%ED%A0%80", "%FF", "%E2%80%AE", "%0A", "%20", "%25", "%5C", "'", "{}", "_"),
    *("-1", "1e400", "9" * 40, "null", "x" * 5000),
)
LISTS = {
    "customEvent/schema": ("eventType", "name", "active", "_page", "_itemsOnPage"),
    "campaign": ("name", "name%5Blike%5D", "status", "_orderBy%5Bname%5D", "archived"),
    "campaign/c1/codes": ("code", "batchId", "status", "_scroll"),
    "campaign/c1/codes/export": ("code", "batchId", "status"),
    "member": ("_search", "loyaltyCardNumber", "email", "phone", "_scroll", "_page"),
    "member/m1/wallet": ("_page",),
}
PATHS = (
    *("customEvent/schema/{}", "campaign/{}", "campaign/{}/codes", "campaign/{}/codes/export"),
    *("member/{}", "member/{}/wallet"),
)


@pytest.mark.parametrize("ledger", ["postgres"], indirect=True)
def test_nothing_in_an_address_is_a_mistake_of_the_programs(manager: Client, shop: Shop) -> None:
    shop.campaign(2)
    urls = [
        f"{path}?{name}={bad}" for path, names in LISTS.items() for name in names for bad in NASTY
    ]
    urls += [path.format(bad) for path in PATHS for bad in NASTY]
    urls += [f"/api/{bad}/campaign" for bad in NASTY]
    failed = [
        (url[:80], got.status_code, got.text[:100])
        for url in urls
        if (got := manager.get(url)).status_code not in {200, 400, 404}
        or (got.status_code != 200 and not got.json()["message"])
    ]
    assert failed == []


@pytest.mark.parametrize("ledger", ["sqlite"], indirect=True)
def test_a_description_that_is_wrong_is_found_out(manager: Client) -> None:
    path = "/api/{storeCode}/customEvent/schema/{eventType}"
    known = {"eventType": "promo_redeemed", "storeCode": STORE}
    told = manager.ok("GET", "/openapi.json")
    told["paths"] = {path: {"get": told["paths"][path]["get"]}}
    Trial(manager, known, 5).run(told)
    told["components"]["schemas"]["SchemaAnswer"]["properties"]["active"] = {"type": "string"}
    with pytest.raises(FailureGroup, match="distinct failure"):
        Trial(manager, known, 5).run(told)


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_every_answer_is_as_described_many_times(manager: Client, shop: Shop) -> None:
    try_shop(manager, shop, examples=60)
