"""Reading a document of any kind: the bounds, the wrapper, the shape."""

from datetime import tzinfo
from typing import TypeVar

from pydantic import ValidationError

from counterfoil.domain.errors import InvalidInput
from counterfoil.openloyalty.document import check
from counterfoil.openloyalty.sentences import refusal
from counterfoil.openloyalty.shape import Shape

S = TypeVar("S", bound=Shape)


def read(shape: type[S], document: object, wrapper: str, zone: tzinfo) -> S:
    """Return `document`, in or out of `{wrapper: …}`, as `shape`.

    Raises:
        InvalidInput: it is not fit, or not of that shape.
    """
    check(document)
    if not isinstance(document, dict):
        raise InvalidInput(
            'Give the {what} as a JSON object, such as {{"{what}": {{…}}}}.', what=wrapper
        )
    body = document[wrapper] if set(document) == {wrapper} else document
    try:
        return shape.model_validate(body, context={"zone": zone})
    except ValidationError as error:
        raise refusal(error, shape, wrapper) from None
