"""A printer on USB is taken from the system's driver, written to where it listens, given back.

The bus is a fake one beneath pyusb; all above it is real.
"""

from collections.abc import Sequence
from types import SimpleNamespace

import pytest
import usb.core
from usb.backend import IBackend

from counterfoil.sheets.usb_printer import write

VENDOR, PRODUCT = 0x04B8, 0x0E15
DATA = b"slip" * 500


class FakeBus(IBackend):  # type: ignore[misc]  # pyusb is published without types
    """One device with one interface; `happened` is what was done to it, in order."""

    def __init__(self, device_class: int = 7, refuses: int = 0) -> None:
        self.device_class, self.refuses = device_class, refuses
        self.happened: list[object] = []
        self.driven = True
        self.can_tell = True

    def enumerate_devices(self) -> Sequence[str]:
        return ["printer"]

    def get_device_descriptor(self, dev: str) -> SimpleNamespace:
        del dev
        words = "bLength bDescriptorType bcdUSB bDeviceClass bDeviceSubClass bDeviceProtocol"
        more = "bMaxPacketSize0 bcdDevice iManufacturer iProduct iSerialNumber bus address"
        known = dict.fromkeys(f"{words} {more}".split(), 1)
        return SimpleNamespace(
            **known, idVendor=VENDOR, idProduct=PRODUCT, bNumConfigurations=1,
            port_number=1, port_numbers=(1,), speed=1,
        )  # fmt: skip

    def get_configuration_descriptor(self, dev: str, config: int) -> SimpleNamespace:
        del dev
        if config > 0:
            raise IndexError
        names = "bLength bDescriptorType wTotalLength bConfigurationValue iConfiguration"
        known = dict.fromkeys(f"{names} bmAttributes bMaxPower".split(), 1)
        return SimpleNamespace(**known, bNumInterfaces=1, extra_descriptors=[])

    def get_interface_descriptor(
        self, dev: str, intf: int, alt: int, config: int
    ) -> SimpleNamespace:
        del dev, config
        if (intf, alt) != (0, 0):
            raise IndexError
        names = "bLength bDescriptorType bInterfaceSubClass bInterfaceProtocol iInterface"
        return SimpleNamespace(
            **dict.fromkeys(names.split(), 1), bInterfaceNumber=0, bAlternateSetting=0,
            bNumEndpoints=2, bInterfaceClass=self.device_class, extra_descriptors=[],
        )  # fmt: skip

    def get_endpoint_descriptor(
        self, dev: str, ep: int, intf: int, alt: int, config: int
    ) -> SimpleNamespace:
        del dev, intf, alt, config
        # What the printer tells, and then what it takes: not where pyusb would guess.
        return SimpleNamespace(
            bLength=7, bDescriptorType=5, bEndpointAddress=(0x81, 0x03)[ep], bmAttributes=2,
            wMaxPacketSize=64, bInterval=0, bRefresh=0, bSynchAddress=0, extra_descriptors=[],
        )  # fmt: skip

    def open_device(self, dev: str) -> str:
        return dev

    def close_device(self, dev_handle: str) -> None:
        del dev_handle

    def get_configuration(self, dev_handle: str) -> int:
        del dev_handle
        return 1

    def claim_interface(self, dev_handle: str, intf: int) -> None:
        del dev_handle
        self.happened.append(("claim", intf))

    def release_interface(self, dev_handle: str, intf: int) -> None:
        del dev_handle
        self.happened.append(("release", intf))

    def is_kernel_driver_active(self, dev_handle: str, intf: int) -> bool:
        del dev_handle, intf
        if not self.can_tell:
            raise NotImplementedError
        return self.driven

    def detach_kernel_driver(self, dev_handle: str, intf: int) -> None:
        del dev_handle
        self.driven = False
        self.happened.append(("detach", intf))

    def attach_kernel_driver(self, dev_handle: str, intf: int) -> None:
        del dev_handle
        self.driven = True
        self.happened.append(("attach", intf))

    def bulk_write(self, dev_handle: str, ep: int, intf: int, data: bytes, timeout: int) -> int:
        del dev_handle, intf
        if self.refuses:
            raise usb.core.USBError("Operation timed out", errno=self.refuses)
        self.happened.append(("write", ep, bytes(data), timeout))
        return len(data)


def test_a_printer_is_taken_written_to_and_given_back() -> None:
    bus = FakeBus()
    write(VENDOR, PRODUCT, DATA, 3.0, bus)
    assert bus.happened == [
        ("detach", 0),
        ("claim", 0),
        ("write", 0x03, DATA, 3000),
        ("release", 0),
        ("attach", 0),
    ]


@pytest.mark.parametrize("can_tell", [True, False])
def test_a_printer_without_a_driver_of_the_system_is_only_claimed(*, can_tell: bool) -> None:
    bus = FakeBus()
    bus.driven, bus.can_tell = False, can_tell
    write(VENDOR, PRODUCT, DATA, 3.0, bus)
    assert [each[0] for each in bus.happened if isinstance(each, tuple)] == [
        "claim",
        "write",
        "release",
    ]


def test_a_printer_that_takes_nothing_is_told_and_given_back() -> None:
    bus = FakeBus(refuses=110)
    with pytest.raises(OSError, match="timed out"):
        write(VENDOR, PRODUCT, DATA, 1.0, bus)
    assert bus.happened[-1] == ("attach", 0)


def test_what_is_not_there_or_no_printer_is_told() -> None:
    with pytest.raises(OSError, match="not connected"):
        write(VENDOR, PRODUCT + 1, DATA, 1.0, FakeBus())
    with pytest.raises(OSError, match="no printer"):
        write(VENDOR, PRODUCT, DATA, 1.0, FakeBus(device_class=3))
