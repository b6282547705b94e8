"""Printers on USB, by pyusb and the system's libusb: import this only where pyusb is installed."""

from collections.abc import Iterator
from contextlib import contextmanager

import usb.core
import usb.util
from usb.backend import IBackend

_PRINTER_CLASS = 7  # USB-IF, Base Class 07h


def write(
    vendor: int, product: int, data: bytes, timeout: float, backend: IBackend | None = None
) -> None:
    """Send `data` to the printer with these numbers; `backend` is the system's libusb.

    Raises:
        OSError: it is not there, or takes nothing within `timeout` seconds.
    """
    try:
        device = usb.core.find(idVendor=vendor, idProduct=product, backend=backend)
    except usb.core.NoBackendError:
        raise OSError("libusb is not installed") from None
    if device is None:
        raise OSError("it is not connected")
    interface = usb.util.find_descriptor(device[0], bInterfaceClass=_PRINTER_CLASS)
    if interface is None:
        raise OSError("it is no printer")
    with _claimed(device, interface.bInterfaceNumber):
        usb.util.find_descriptor(interface, custom_match=_takes_data).write(
            data, int(timeout * 1000)
        )


@contextmanager
def _claimed(device: usb.core.Device, interface: int) -> Iterator[None]:
    """Take the interface from the system's own driver, and give it back."""
    driven = _is_driven(device, interface)
    if driven:
        device.detach_kernel_driver(interface)
    try:
        usb.util.claim_interface(device, interface)
        yield
    finally:
        usb.util.release_interface(device, interface)
        if driven:
            device.attach_kernel_driver(interface)
        usb.util.dispose_resources(device)


def _is_driven(device: usb.core.Device, interface: int) -> bool:
    try:
        return bool(device.is_kernel_driver_active(interface))
    except NotImplementedError:
        # Only Linux has drivers that can be asked to step aside.
        return False


def _takes_data(endpoint: usb.core.Endpoint) -> bool:
    out = usb.util.endpoint_direction(endpoint.bEndpointAddress) == usb.util.ENDPOINT_OUT
    bulk = usb.util.endpoint_type(endpoint.bmAttributes) == usb.util.ENDPOINT_TYPE_BULK
    return bool(out and bulk)
