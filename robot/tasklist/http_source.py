"""Fetching a list from the CRM: one request, one answer, from exactly the address that was configured."""

from __future__ import annotations

import asyncio
import hashlib
import ipaddress
import re
import ssl
from dataclasses import dataclass
from pathlib import Path

import httpx

from robot.domain.errors import InputRefused
from robot.tasklist.json_rows import json_rows
from robot.tasklist.judging import judge
from robot.tasklist.limits import DEFAULT_LIMITS, Limits
from robot.tasklist.refusals import refused, too_large, unreadable
from robot.tasklist.result import TaskList

_TOKEN = re.compile(r"[A-Za-z0-9._~+/=:-]{1,8192}")
_JSON = re.compile(r"application/(?:[\w.-]+\+)?json", re.IGNORECASE)
_LENGTH = re.compile(r"[0-9]{1,18}")
#: First digit of the status.
_REDIRECTION = 3
_CHARSETS = ("", "utf-8", "utf8")
_CHECK_NETWORK = "Check the network and the address, and try again."


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpSource:
    """Where a list is fetched from; the token is not part of it."""

    #: https, or http to this machine.
    url: str
    #: PEM file of the bank's own authority; None for the authorities of the system.
    ca_file: Path | None = None


def fetch(source: HttpSource, token: str, limits: Limits = DEFAULT_LIMITS) -> TaskList:
    """Fetch and read a JSON list; blocks up to `limits.total_s` s, so call it in a thread.

    :param token: sent as bearer token to `source.url` only; empty sends none. No error ever holds it.
    :raises InputRefused: `list.source_*`, `list.not_tls`, `list.bad_token` or, for the body, as `read_file`.
    """
    url = _checked(source.url)
    if token and not _TOKEN.fullmatch(token):
        raise refused(
            "list.bad_token",
            "The token for the CRM holds characters that a token cannot have.",
            "Enter it again in the settings.",
        )
    origin = _origin(url)
    body = asyncio.run(_body(url, origin, token, _tls(source.ca_file), limits))
    return judge(json_rows(body, limits), origin, hashlib.sha256(body).hexdigest(), limits)


async def _body(url: httpx.URL, origin: str, token: str, tls: ssl.SSLContext, limits: Limits) -> bytes:
    headers = {"Accept": "application/json", "Accept-Encoding": "identity"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    timeout = httpx.Timeout(limits.read_s, connect=limits.connect_s)
    client = httpx.AsyncClient(
        verify=tls, trust_env=False, follow_redirects=False, timeout=timeout, headers=headers
    )
    # The causes are dropped with `from None`: a library's error may quote the request with its headers.
    try:
        # httpx bounds each read; only the loop can bound all of them together.
        async with asyncio.timeout(limits.total_s), client, client.stream("GET", url) as answer:
            _check_answer(answer, origin, limits)
            return await _bounded(answer, limits)
    except (TimeoutError, httpx.TimeoutException):
        raise _unreachable(origin, "it did not answer in time") from None
    except httpx.TransportError as fault:
        raise _unreachable(origin, _transport_reason(fault)) from None
    except httpx.HTTPError as fault:
        raise _unreachable(origin, type(fault).__name__) from None


async def _bounded(answer: httpx.Response, limits: Limits) -> bytes:
    body = bytearray()
    async for chunk in answer.aiter_raw():
        body += chunk
        if len(body) > limits.file_bytes:
            raise too_large("The answer of the CRM", limits.file_bytes, "bytes")
    return bytes(body)


def _check_answer(answer: httpx.Response, origin: str, limits: Limits) -> None:
    status = answer.status_code
    if status in (401, 403):
        raise refused(
            "list.source_denied",
            f"{origin} does not accept the token (status {status}).",
            "Enter a new token in the settings, or ask for the right to read task lists.",
            origin=origin,
            status=status,
        )
    if status // 100 == _REDIRECTION:
        raise refused(
            "list.source_redirected",
            f"{origin} sends to another address (status {status}), which is not followed.",
            "Configure the final address.",
            origin=origin,
            status=status,
        )
    if status != httpx.codes.OK:
        raise refused(
            "list.source_unreachable",
            f"{origin} answers with status {status} instead of a list.",
            "Try again later; if it stays so, tell whoever runs the CRM.",
            origin=origin,
            status=status,
        )
    media, _, parameters = answer.headers.get("content-type", "").partition(";")
    charset = re.sub(r'^charset="?|"$', "", parameters.strip().casefold())
    if not _JSON.fullmatch(media.strip()) or charset not in _CHARSETS:
        raise unreadable(f"{origin} does not answer with JSON in UTF-8.", "Check the address.")
    if answer.headers.get("content-encoding", "identity").strip().casefold() != "identity":
        raise unreadable(
            f"{origin} answers compressed, which was not asked for.", "Tell whoever runs the CRM."
        )
    announced = answer.headers.get("content-length", "0")
    if not _LENGTH.fullmatch(announced) or int(announced) > limits.file_bytes:
        raise too_large("The answer of the CRM", limits.file_bytes, "bytes")


def _checked(address: str) -> httpx.URL:
    try:
        url = httpx.URL(address.strip())
        host = url.host
    except (httpx.InvalidURL, UnicodeError, ValueError):
        url, host = httpx.URL(), ""
    if not host or url.scheme not in ("http", "https") or url.userinfo:
        raise refused(
            "list.bad_address",
            "The address of the CRM is not a plain https address without a password in it.",
            "Correct it in the settings.",
        )
    if url.scheme == "http" and not _is_loopback(host):
        raise refused(
            "list.not_tls",
            "The address of the CRM is not https, so the token and the customers would travel in the open.",
            "Configure the https address.",
        )
    if _is_link_local(host):
        raise refused(
            "list.bad_address",
            "The address of the CRM is one that only serves a machine's own configuration.",
            "Correct it in the settings.",
        )
    return url


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.casefold() == "localhost"


def _is_link_local(host: str) -> bool:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return address.is_link_local or address.is_multicast or address.is_unspecified


def _origin(url: httpx.URL) -> str:
    """Scheme, host and port: path and query may carry secrets."""
    host = f"[{url.host}]" if ":" in url.host else url.host
    return f"{url.scheme}://{host}" + (f":{url.port}" if url.port is not None else "")


def _tls(ca_file: Path | None) -> ssl.SSLContext:
    try:
        # The system's authorities and not a bundled list, because banks install their own there.
        return ssl.create_default_context(cafile=None if ca_file is None else str(ca_file))
    except (OSError, ssl.SSLError):
        raise refused(
            "list.bad_ca_file",
            "The file with the bank's certificate authority cannot be read.",
            "Correct its path in the settings.",
        ) from None


def _transport_reason(fault: httpx.TransportError) -> str:
    seen: BaseException | None = fault
    while seen is not None:
        if isinstance(seen, ssl.SSLCertVerificationError):
            return f"its certificate is not trusted ({seen.verify_message})"
        seen = seen.__cause__ or seen.__context__
    return "the connection failed" if isinstance(fault, httpx.NetworkError) else "it broke the protocol"


def _unreachable(origin: str, why: str) -> InputRefused:
    return refused(
        "list.source_unreachable", f"{origin} could not be read: {why}.", _CHECK_NETWORK, origin=origin
    )
