"""Nothing said of what goes wrong, where it is made to."""

import logging

import structlog


def quiet() -> None:
    """Have nothing logged by this process."""
    logging.disable(logging.CRITICAL)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
