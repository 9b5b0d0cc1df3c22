"""The layers of a verification: each is a reason why a record would be found to be bad."""

from __future__ import annotations

from enum import StrEnum


class Layer(StrEnum):
    """In the order in which a record is looked at."""

    #: Numbers without gaps, in the column and in the header.
    SEQUENCE = "sequence"
    #: SHA-256 of the header.
    HASH = "hash"
    #: The one canonical spelling of a header.
    FORMAT = "format"
    #: The hash of the record before.
    CHAIN = "chain"
    #: SHA-256 of salt and payload.
    COMMITMENT = "commitment"
    #: SHA-256 of the encrypted facts.
    SEALED = "sealed"
    #: The same log throughout, keyed once.
    DEVICE = "device"
    #: Time never decreases.
    TIME = "time"
    #: Each epoch is that of its record's time.
    EPOCH = "epoch"
    #: One seal for each epoch, in order, with the right count.
    SEAL = "seal"
    #: A MAC on every record; with the first key, the right one.
    MAC = "mac"
    #: A payload is gone only if a record says so.
    ERASURE = "erasure"
    #: Encrypted pictures are there and are the ones that were recorded.
    EVIDENCE = "evidence"
    #: Merkle roots.
    CHECKPOINT = "checkpoint"
    #: Of the workstation's key on its checkpoints.
    SIGNATURE = "signature"
    #: Heads kept outside the store.
    WITNESS = "witness"


ALL_LAYERS = frozenset(Layer)
_ORDER = {layer: place for place, layer in enumerate(Layer)}


def place_of(layer: Layer) -> int:
    """Which comes first where one record fails several."""
    return _ORDER[layer]
