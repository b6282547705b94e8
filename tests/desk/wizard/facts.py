"""Facts of a small store, and a form with nothing wrong in it."""

from dataclasses import replace

from counterfoil.desk.wizard.facts import Facts, Taken
from counterfoil.desk.wizard.form import EffectForm, Form, RuleForm, TextForm
from counterfoil.domain.member import Segment, Tier
from tests.domain.build import NOW, reward, schema, store


def facts() -> Facts:
    return Facts(
        store=store(),
        now=NOW,
        schemas=(schema(), schema(event_type="old", name="Old", active=False)),
        tiers=(Tier("gold", "Gold"),),
        segments=(Segment("vip", "VIP"),),
        rewards=(reward(), replace(reward(), id="tea", name="Tea", active=False)),
        taken=(Taken("Winter", "XMAS26"),),
    )


def good_form() -> Form:
    return Form(
        event="promo_redeemed",
        attribute="promo_code",
        texts=(TextForm("en", "Summer"),),
        starts="2026-06-01T09:00",
        rules=(RuleForm(effects=(EffectForm(value="100"),)),),
    )
