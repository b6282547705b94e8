"""What the API's description says of bodies and refusals, beside what FastAPI finds by itself."""

from collections.abc import Mapping
from typing import Annotated, Any, Final

from fastapi import Path, Request
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from pydantic import BaseModel

from counterfoil.domain.errors import InvalidInput

PATTERN: Final = r"^[!-~]+$"
"""What an id in a path is made of: printable ASCII without spaces."""

EventType = Annotated[str, Path(alias="eventType", max_length=200, pattern=PATTERN)]
CampaignId = Annotated[str, Path(alias="campaign", max_length=200, pattern=PATTERN)]
MemberId = Annotated[str, Path(alias="member", max_length=200, pattern=PATTERN)]


class Flaw(BaseModel):
    """One thing that is wrong with what was sent, and where."""

    path: str
    message: str


class Refusal(BaseModel):
    """What every error is answered by."""

    code: int
    message: str
    errors: list[Flaw]


REFUSALS: Final[dict[int | str, dict[str, Any]]] = {
    status: {"model": Refusal, "description": text}
    for status, text in (
        (400, "What was sent cannot be read or is not allowed; the message says what to mend."),
        (401, "There is no token, or it is not good any more."),
        (403, "The person who signed in may not do this."),
        (404, "What is named in the path or the body is not there."),
        (408, "The body did not come."),
        (409, "It clashes with what is there."),
        (413, "The body is too large."),
        (429, "Asked too often."),
        (503, "The database does not answer; nothing was done."),
    )
}


def takes(shape: type[BaseModel], *wrappers: str) -> dict[str, Any]:
    """Return what the description says of a body of a shape, inside one of the `wrappers`."""
    inner = _inlined(shape.model_json_schema(by_alias=True))
    schemas = [_wrapped(inner, name) for name in wrappers] or [inner]
    schema = schemas[0] if len(schemas) == 1 else {"anyOf": schemas}
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


def _wrapped(inner: object, wrapper: str) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {wrapper: inner},
        "required": [wrapper],
        "additionalProperties": False,
    }


def _inlined(schema: Mapping[str, Any]) -> dict[str, Any]:
    """Put each definition where it is referred to; no shape holds itself."""
    named: Mapping[str, Any] = schema.get("$defs", {})

    def put(part: Any) -> Any:  # noqa: ANN401 - JSON of any kind
        if isinstance(part, list):
            return [put(each) for each in part]
        if not isinstance(part, dict):
            return part
        if "$ref" in part:
            return put(named[str(part["$ref"]).rsplit("/", 1)[-1]])
        # A discriminator's mapping would point at definitions that are here no more.
        kept = {key: each for key, each in part.items() if key not in {"$defs", "discriminator"}}
        return {key: put(each) for key, each in kept.items()}

    whole: dict[str, Any] = put(schema)
    return whole


def known_parameters(request: Request) -> None:
    """Refuse a parameter of the query that nothing looks at, where it would be taken for a filter.

    Raises InvalidInput.
    """
    route = request.scope["route"]
    assert isinstance(route, APIRoute)  # noqa: S101 - a dependency of such routes only
    known = sorted(_parameters(route.dependant))
    for name in request.query_params:
        if name not in known:
            raise InvalidInput(
                "{name} is no parameter here; it can be {known}.",
                name=name[:40],
                known=", ".join(known) or "left out",
            )


def _parameters(dependant: Dependant) -> set[str]:
    own = {field.alias for field in dependant.query_params}
    return own.union(*(_parameters(each) for each in dependant.dependencies))
