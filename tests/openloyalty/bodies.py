"""Documents the tests start from."""

from copy import deepcopy

CAMPAIGN: dict[str, object] = {
    "type": "direct",
    "trigger": "custom_event_unique_code",
    "translations": {"en": {"name": "Autumn coffee"}},
    "activity": {"startsAt": "2026-09-01 00:00+00:00", "endsAt": None},
    "event": "code_redeemed",
    "eventCodeAttribute": "promo_code",
    "generateCodes": True,
    "codeGenerator": {"characterSet": "alphanum", "length": 8, "prefix": "AUT"},
    "rules": [
        {
            "name": "Points",
            "conditions": [{"attribute": "store.code", "operator": "is_equal", "data": "main"}],
            "effects": [{"effect": "give_points", "pointsRule": "100", "walletCode": "default"}],
        }
    ],
    "limits": {"points": {"value": 1000, "interval": {"type": "calendarDays", "value": 1}}},
    "visibility": {"target": "none"},
    "audience": {"target": "none"},
    "displayOrder": 1,
    "active": True,
    "labels": [{"key": "season", "value": "autumn"}],
}


def campaign(**changes: object) -> dict[str, object]:
    """Return a campaign's body with some of its fields changed."""
    return {"campaign": deepcopy(CAMPAIGN) | changes}


def rule(*effects: dict[str, object], **changes: object) -> list[dict[str, object]]:
    """Return one rule with these effects, in a list."""
    return [{"name": "Rule", "effects": list(effects)} | changes]
