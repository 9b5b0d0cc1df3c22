"""Lines for reading the log: made when the log is first looked at, so that Today pays nothing for them."""

from __future__ import annotations

from ui.bridge.line import ClientFactory, Deliver, Line, Request

#: Verb -> what it must not wait behind decides its line. Rows never wait for figures, a picture never for an
#: export. `log_open` has two lines by turns: a newer search must reach the reader while an older one runs,
#: which the reader then breaks off.
_PLACES = {
    "log_rows": "rows",
    "log_state": "rows",
    "log_position": "rows",
    "log_open": "open",
    "log_histogram": "strip",
    "log_facets": "facets",
    "log_sources": "facets",
    "log_record": "look",
    "log_picture": "look",
    "log_sign_in_ask": "look",
    "log_sign_in": "look",
    "log_sign_out": "look",
    "log_mark": "look",
    "log_comment": "look",
    "log_unmask": "look",
    "log_verify_start": "verify",
    "log_verify_state": "verify",
    "log_verify_cancel": "verify",
    "log_sample": "samples",
    "log_sample_size": "samples",
    "log_sample_draw": "samples",
    "log_coverage": "samples",
    "log_import": "long",
    "log_export": "long",
}


class LogLines:
    """Worker threads by purpose, each with a connection of its own."""

    def __init__(self, connect: ClientFactory, deliver: Deliver) -> None:
        """Nothing is connected before the first request.

        :param deliver: called in the worker threads with every reply.
        """
        self._connect, self._deliver = connect, deliver
        self._lines: dict[str, Line] = {}
        self._turn = 0

    @staticmethod
    def carries(verb: str) -> bool:
        """Whether a verb is about the log."""
        return verb in _PLACES

    def send(self, request: Request) -> None:
        """Queue a request; returns at once."""
        place = _PLACES[request.verb]
        if place == "open":
            self._turn = 1 - self._turn
            place = f"open-{self._turn}"
        if place not in self._lines:
            self._lines[place] = Line(f"log-{place}", self._connect, self._deliver)
        self._lines[place].send(request)

    def lines(self) -> tuple[Line, ...]:
        """Those that were needed so far."""
        return tuple(self._lines.values())
