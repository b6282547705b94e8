"""The shape of a campaign's rules: conditions and effects."""

from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, AliasChoices, BeforeValidator, Field, model_validator

from counterfoil.domain.campaign import RuleTarget
from counterfoil.domain.condition import Condition, Operator
from counterfoil.domain.condition_check import check_condition
from counterfoil.domain.effect import (
    AssignMemberCustomAttribute,
    DeductUnit,
    Effect,
    GivePoints,
    GiveReward,
    RemoveMemberCustomAttribute,
)
from counterfoil.domain.expression import check_formula
from counterfoil.domain.member import DEFAULT_WALLET
from counterfoil.openloyalty.shape import Code, Long, Name, Shape, Short, as_text, checked, filled

MOST_CONDITIONS = 50
MOST_EFFECTS = 20

Formula = Annotated[
    str, Field(min_length=1), BeforeValidator(as_text), AfterValidator(checked(check_formula))
]


class ConditionShape(Shape):
    """What must hold."""

    operator: Operator
    attribute: Annotated[str, Field(max_length=255)] = ""
    data: Any = None

    @model_validator(mode="after")
    def _sound(self) -> Self:
        checked(check_condition)(self.condition())
        return self

    def condition(self) -> Condition:
        """Return the domain's condition."""
        return Condition(self.attribute, self.operator, self.data)


class GivePointsShape(Shape):
    """Units given."""

    effect: Literal["give_points"]
    points_rule: Formula
    wallet_code: Code = DEFAULT_WALLET

    def made(self) -> Effect:
        """Return the domain's effect."""
        return GivePoints(self.points_rule, self.wallet_code)


class DeductUnitShape(Shape):
    """Units taken."""

    effect: Literal["deduct_unit"]
    points_rule: Formula
    wallet_code: Code = DEFAULT_WALLET

    def made(self) -> Effect:
        """Return the domain's effect."""
        return DeductUnit(self.points_rule, self.wallet_code)


class GiveRewardShape(Shape):
    """A coupon issued."""

    effect: Literal["give_reward"]
    reward_id: Code

    def made(self) -> Effect:
        """Return the domain's effect."""
        return GiveReward(self.reward_id)


class AssignAttributeShape(Shape):
    """A custom attribute set."""

    effect: Literal["assign_member_custom_attribute"]
    key: Name = Field(
        alias="customAttributeKey", validation_alias=AliasChoices("customAttributeKey", "key")
    )
    value: Short = Field(
        alias="customAttributeValue", validation_alias=AliasChoices("customAttributeValue", "value")
    )

    def made(self) -> Effect:
        """Return the domain's effect."""
        return AssignMemberCustomAttribute(self.key, self.value)


class RemoveAttributeShape(Shape):
    """A custom attribute removed."""

    effect: Literal["remove_member_custom_attribute"]
    key: Name = Field(
        alias="customAttributeKey", validation_alias=AliasChoices("customAttributeKey", "key")
    )

    def made(self) -> Effect:
        """Return the domain's effect."""
        return RemoveMemberCustomAttribute(self.key)


EffectShape = Annotated[
    GivePointsShape
    | DeductUnitShape
    | GiveRewardShape
    | AssignAttributeShape
    | RemoveAttributeShape,
    Field(discriminator="effect"),
]


class RuleShape(Shape):
    """Conditions and the effects they give."""

    name: Short = ""
    description: Long = ""
    target: RuleTarget = RuleTarget.SELF
    conditions: Annotated[tuple[ConditionShape, ...], Field(max_length=MOST_CONDITIONS)] = ()
    effects: Annotated[
        tuple[EffectShape, ...], Field(max_length=MOST_EFFECTS), AfterValidator(filled)
    ]
