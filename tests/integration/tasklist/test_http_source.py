"""Fetching a list over HTTP from a real server on this machine, friendly and hostile."""

from __future__ import annotations

import datetime as dt
import ipaddress
import json
import ssl
import threading
import time
import traceback
from collections.abc import Callable
from contextlib import AbstractContextManager
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Protocol

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from robot.domain.errors import InputRefused
from robot.tasklist import HttpSource, Limits, fetch

TOKEN = "token-THATMUSTNOTLEAK"
ROW = {
    "task_id": "T1", "customer_id": "C1", "customer_name": "张三", "title": "先生", "channel": "phone",
    "strategy": "s", "product_line": "loan", "opted_out": False,
}  # fmt: skip
BODY = json.dumps({"business_date": "2026-11-23", "tasks": [ROW]}).encode()

Answer = Callable[[BaseHTTPRequestHandler], None]


class Desk(Protocol):
    url: str
    asked: list[dict[str, str]]


Crm = Callable[..., AbstractContextManager[Desk]]


def answering(body: bytes = BODY, status: int = 200, **headers: str) -> Answer:
    def answer(desk: BaseHTTPRequestHandler) -> None:
        desk.send_response(status)
        sent = {"Content-Type": "application/json", "Content-Length": str(len(body))}
        sent.update({name.replace("_", "-"): value for name, value in headers.items()})
        for name, value in sent.items():
            if value:
                desk.send_header(name, value)
        desk.end_headers()
        desk.wfile.write(body)

    return answer


def refusal(source: HttpSource, limits: Limits | None = None, token: str = TOKEN) -> InputRefused:
    with pytest.raises(InputRefused) as caught:
        fetch(source, token, limits or Limits())
    whole = "".join(traceback.format_exception(caught.value)) + repr(caught.value.params)
    assert "Nothing was changed." in str(caught.value)
    assert "MUSTNOTLEAK" not in whole
    assert "QUERYSECRET" not in whole
    return caught.value


def test_a_list_is_fetched(crm: Crm) -> None:
    with crm(answering(Content_Type="application/json; charset=UTF-8")) as desk:
        found = fetch(HttpSource(url=desk.url), TOKEN)
    assert [task.task_id for task in found.tasks] == ["T1"]
    assert found.set_aside == ()
    assert found.source == desk.url.partition("/tasks")[0]
    assert desk.asked[0]["Authorization"] == f"Bearer {TOKEN}"
    assert desk.asked[0]["Accept-Encoding"] == "identity"


def test_without_a_token_none_is_sent(crm: Crm) -> None:
    with crm(answering()) as desk:
        fetch(HttpSource(url=desk.url), "")
    assert "Authorization" not in desk.asked[0]


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (answering(status=401), "list.source_denied"),
        (answering(status=403), "list.source_denied"),
        (answering(status=404), "list.source_unreachable"),
        (answering(status=500), "list.source_unreachable"),
        (answering(status=206), "list.source_unreachable"),
        (answering(Content_Type="text/html"), "list.unreadable"),
        (answering(Content_Type=""), "list.unreadable"),
        (answering(Content_Type="application/json; charset=gbk"), "list.unreadable"),
        (answering(Content_Encoding="gzip"), "list.unreadable"),
        (answering(b"<html>"), "list.unreadable"),
        (answering(b""), "list.unreadable"),
        (answering(b'{"tasks": [{"a": 1, "a": 2}]}'), "list.unreadable"),
        (answering(Content_Length="99999999999"), "list.too_large"),
        (answering(Content_Length="500"), "list.source_unreachable"),
    ],
)
def test_answers_that_are_refused(crm: Crm, answer: Answer, code: str) -> None:
    with crm(answer) as desk:
        assert refusal(HttpSource(url=desk.url)).code == code


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_to_elsewhere_is_not_followed(crm: Crm, status: int) -> None:
    with crm(answering()) as elsewhere, crm(answering(b"", status, Location=elsewhere.url)) as desk:
        assert refusal(HttpSource(url=desk.url)).code == "list.source_redirected"
        assert elsewhere.asked == []


@pytest.mark.parametrize("is_chunked", [True, False])
def test_an_endless_body_is_cut_off(crm: Crm, *, is_chunked: bool) -> None:
    sent = []

    def pour(desk: BaseHTTPRequestHandler) -> None:
        desk.send_response(200)
        desk.send_header("Content-Type", "application/json")
        if is_chunked:
            desk.send_header("Transfer-Encoding", "chunked")
        desk.end_headers()
        piece = b" " * 65536
        for _ in range(2_000):
            desk.wfile.write(b"10000\r\n" + piece + b"\r\n" if is_chunked else piece)
            sent.append(len(piece))

    with crm(pour) as desk:
        assert refusal(HttpSource(url=desk.url), Limits(file_bytes=1_000_000)).code == "list.too_large"
    assert sum(sent) < 50_000_000


@pytest.mark.parametrize("drips", ["headers", "body"])
def test_a_slow_answer_ends_with_the_total_time(crm: Crm, drips: str) -> None:
    done = threading.Event()

    def drip(desk: BaseHTTPRequestHandler) -> None:
        if drips == "body":
            desk.send_response(200)
            desk.send_header("Content-Type", "application/json")
            desk.end_headers()
        else:
            desk.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
        while not done.wait(0.05):
            desk.wfile.write(b" ")
            desk.wfile.flush()

    begun = time.monotonic()
    with crm(drip) as desk:
        fault = refusal(HttpSource(url=desk.url), Limits(read_s=0.5, total_s=0.8))
        done.set()
    assert fault.code == "list.source_unreachable"
    assert "in time" in str(fault)
    assert time.monotonic() - begun < 5


def test_a_silent_server_ends_with_the_read_time(crm: Crm) -> None:
    done = threading.Event()
    with crm(lambda _: done.wait(10)) as desk:
        assert refusal(HttpSource(url=desk.url), Limits(read_s=0.3)).code == "list.source_unreachable"
        done.set()


def test_nobody_answers(crm: Crm) -> None:
    with crm(answering()) as desk:
        pass
    assert refusal(HttpSource(url=desk.url)).code == "list.source_unreachable"


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://crm.example/tasks", "list.not_tls"),
        ("http://127.0.0.1.example/tasks", "list.not_tls"),
        ("http://2130706433/tasks", "list.not_tls"),
        ("https://169.254.169.254/latest/meta-data", "list.bad_address"),
        ("https://0.0.0.0/", "list.bad_address"),
        ("https://user:pass@crm.example/", "list.bad_address"),
        ("file:///etc/passwd", "list.bad_address"),
        ("javascript:alert(1)", "list.bad_address"),
        ("ftp://crm.example/", "list.bad_address"),
        ("//crm.example/", "list.bad_address"),
        ("https://", "list.bad_address"),
        ("https://[::1", "list.bad_address"),
        ("", "list.bad_address"),
    ],
)
def test_addresses_that_are_refused(url: str, code: str) -> None:
    assert refusal(HttpSource(url=url)).code == code


@pytest.mark.parametrize("token", [TOKEN + "\r\nX-Evil: 1", TOKEN + " ", TOKEN + "中", TOKEN + "\0"])
def test_tokens_that_are_none(token: str) -> None:
    assert refusal(HttpSource(url="https://crm.example"), token=token).code == "list.bad_token"


def test_the_environments_proxy_is_not_used(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    with crm(answering()) as proxy, crm(answering()) as desk:
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
            monkeypatch.setenv(name, proxy.url)
        monkeypatch.delenv("NO_PROXY", raising=False)
        monkeypatch.delenv("no_proxy", raising=False)
        fetch(HttpSource(url=desk.url), TOKEN)
    assert proxy.asked == []
    assert len(desk.asked) == 1


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for 127.0.0.1 that nobody but itself vouches for, with its key in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "crm")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "crm.pem"
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(private + made.public_bytes(pem))
    return path


@pytest.fixture
def tls(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def test_a_self_signed_certificate_is_refused(crm: Crm, tls: ssl.SSLContext) -> None:
    with crm(answering(), tls) as desk:
        fault = refusal(HttpSource(url=desk.url))
    assert fault.code == "list.source_unreachable"
    assert "certificate is not trusted" in str(fault)
    assert desk.asked == []


def test_the_banks_own_authority_is_accepted(crm: Crm, tls: ssl.SSLContext, certificate: Path) -> None:
    with crm(answering(), tls) as desk:
        assert len(fetch(HttpSource(url=desk.url, ca_file=certificate), TOKEN).tasks) == 1
        # The certificate is for the number and not for the name.
        by_name = desk.url.replace("127.0.0.1", "localhost")
        assert "not trusted" in str(refusal(HttpSource(url=by_name, ca_file=certificate)))


def test_an_authority_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text("no certificate")
    for name in ("ca.pem", "none.pem"):
        fault = refusal(HttpSource(url="https://crm.example", ca_file=tmp_path / name))
        assert fault.code == "list.bad_ca_file"
