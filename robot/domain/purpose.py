"""Why a customer is written to, and how far a mistake would reach."""

from __future__ import annotations

from enum import StrEnum


class Purpose(StrEnum):
    """Why a customer is written to; equal to the purposes of talk tracks."""

    #: Speaks for a product; needs the customer's separate consent on the channel.
    MARKETING = "marketing"
    #: Necessary for something the customer already has with the bank.
    SERVICE = "service"
    #: Courtesy, no product.
    CARE = "care"


class Sensitivity(StrEnum):
    """How far a mistake would reach, S1 (lowest) to S4; equal to the levels of talk tracks."""

    S1 = "S1"
    S2 = "S2"
    S3 = "S3"
    S4 = "S4"

    @property
    def level(self) -> int:
        """1 to 4."""
        return int(self.value[1])


def purpose_of(name: str) -> Purpose:
    """The purpose of that name; one that is not known counts as marketing, which needs the most."""
    try:
        return Purpose(name)
    except ValueError:
        return Purpose.MARKETING


def sensitivity_of(name: str) -> Sensitivity:
    """The level of that name; one that is not known counts as the highest."""
    try:
        return Sensitivity(name)
    except ValueError:
        return Sensitivity.S4
