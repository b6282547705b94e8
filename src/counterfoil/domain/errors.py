"""Errors the user can mend.

Anything that is not a `UserError` is a bug and gets a report with its traceback in the log.

    UserError
    ├── InvalidInput        a document, setting or argument is wrong; nothing was changed
    ├── NotFound            what was named does not exist
    ├── Conflict            it clashes with what is already there
    ├── Forbidden           the signed-in person may not do this
    └── MachineError        disk, network or device failed; the input was fine
"""


class UserError(Exception):
    """Something the user can mend, said in one sentence that tells what to do.

    `template` is the English sentence with `{named}` places and `values` fills them, so that a
    screen can translate the sentence before filling it. `str(error)` is the filled English text.
    """

    def __init__(self, template: str, **values: object) -> None:
        self.template = template
        self.values = values
        super().__init__(template.format(**values) if values else template)


class InvalidInput(UserError):
    """A document, setting or argument is wrong; nothing was changed."""


class NotFound(UserError):
    """What was named does not exist."""


class Conflict(UserError):
    """It clashes with what is already there."""


class Forbidden(UserError):
    """The signed-in person may not do this."""


class MachineError(UserError):
    """The disk, the network or a device failed; the input was fine."""
