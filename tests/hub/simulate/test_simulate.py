"""Trying events out over HTTP."""

from counterfoil.ledger.tables.redemptions import refusals
from tests.hub.served import Client
from tests.ledger.shop import ANNA, Shop


def test_a_code_is_tried_and_stays_unused(supervisor: Client, shop: Shop) -> None:
    campaign, codes = shop.campaign()
    body = {
        "trigger": "custom_event",
        "customer": {"loyaltyCardNumber": ANNA},
        "event": {"type": "promo_redeemed", "body": {"promo_code": codes[0], "visits": 3}},
    }
    for document in (body, {"simulation": body}):
        got = supervisor.ok("POST", "campaign/simulate", document)
        (tried,) = got["simulatedCampaigns"]
        assert (tried["campaignId"], tried["accepted"]) == (campaign.id, True)
        assert [effect["units"] for effect in got["simulatedEffects"]] == [100]
    assert shop.redeem(codes[0]).accepted
    used = supervisor.ok("POST", "campaign/simulate", body)["simulatedCampaigns"][0]
    assert (used["accepted"], used["reason"]) == (False, "already_used")
    assert shop.count(refusals) == 0


def test_without_a_code_every_campaign_of_the_event_is_tried(
    supervisor: Client, shop: Shop
) -> None:
    shop.campaign()
    shop.campaign(id="c2", active=False)
    event = {"type": "promo_redeemed", "body": {}}
    got = supervisor.ok("POST", "campaign/simulate", {"event": event, "customerId": "m1"})
    tried = {each["campaignId"]: each["reason"] for each in got["simulatedCampaigns"]}
    assert tried == {"c1": None, "c2": "campaign_inactive"}
    one = supervisor.ok("POST", "campaign/simulate", {"campaignId": "c2", "customerId": "m1"})
    assert [each["campaignId"] for each in one["simulatedCampaigns"]] == ["c2"]
    assert one["simulatedEffects"] == []


def test_a_trial_needs_a_supervisor_and_something_to_try(
    supervisor: Client, cashier: Client, shop: Shop
) -> None:
    shop.campaign()
    assert cashier.post("campaign/simulate", {"campaignId": "c1"}).status_code == 403
    assert supervisor.post("campaign/simulate", {}).status_code == 400
    assert supervisor.post("campaign/simulate", {"campaignId": "c9"}).status_code == 404
    other = {"event": {"type": "promo_redeemed", "body": {}}, "campaignId": "c9"}
    assert supervisor.post("campaign/simulate", other).status_code == 404
