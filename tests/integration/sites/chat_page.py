"""A small chat site as one page: contacts, a header that says who it is, a history, a box and a button."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from robot.channels.wecom import WecomChannel
from robot.domain.customer import Recipient
from robot.sites.browser import RobotBrowser
from robot.sites.page import SitePage
from robot.sites.session import SiteSession
from tests.support.pages import LocalSite, Password, account, profile

WANG = Recipient(external_id="wm01", name="王芳", remark="王芳1", tag="金卡")
LI = Recipient(external_id="wm02", name="李强", remark="李强2", tag="银卡")

PAGE = """<!doctype html><meta charset="utf-8"><nav aria-label="主导航"><i id="who">1001</i></nav>
<style>#history { min-height: 2em; white-space: pre-wrap }</style><ul id="contacts"></ul>
<main aria-label="聊天窗口" id="panel">
  <header id="head"></header><div id="history" role="log" aria-label="聊天记录"></div>
  <textarea id="box" aria-label="输入消息"></textarea><button id="send">发送</button>
</main>
<script>
  const people = CONTACTS;
  const history_ = HISTORY;
  const sent = [];
  const $ = (id) => document.getElementById(id);
  let current = null;
  let count = 0;
  function head(person) {
    $('head').innerHTML = ['external_id', 'name', 'remark', 'tag']
      .map((key) => `<b class="s" id="${key}">${person[key] ?? ''}</b>`).join(' ');
  }
  function message(id, dir, text, state = '') {
    const row = document.createElement('p');
    row.className = 'm';
    if (id) row.dataset.id = id;
    row.dataset.dir = dir;
    row.innerHTML = '<span class="text"></span><em class="state"></em>';
    row.querySelector('.text').textContent = text;
    row.querySelector('.state').textContent = state;
    $('history').append(row);
    return row;
  }
  function show(person) {
    current = person;
    head(person);
    $('history').replaceChildren();
    for (const row of history_[person.external_id] ?? []) message(...row);
    $('box').value = '';
  }
  function send() {
    if (!$('box').value.trim() || !current) return;
    sent.push([current.external_id, $('box').value]);
    message(`n${count += 1}`, 'out', $('box').value, '已发送');
    $('box').value = '';
  }
  for (const person of people) {
    const row = document.createElement('li');
    row.dataset.externalId = person.external_id;
    row.textContent = person.name;
    row.addEventListener('click', () => show(person));
    $('contacts').append(row);
  }
  $('send').addEventListener('click', send);
  $('box').addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && !event.shiftKey) { event.preventDefault(); send(); }
  });
</script>"""

_SIGNALS = ("external_id", "name", "remark", "tag")
ELEMENTS: dict[str, Any] = {
    **{f"chat_{name}": [{"css": f"#{name}"}] for name in _SIGNALS},
    "panel": [{"role": "main", "name": "聊天窗口"}],
    "history": [{"role": "log", "name": "聊天记录"}],
    "composer": [{"role": "textbox", "name": "输入消息"}],
    "send_button": [
        {"role": "button", "name": "发送", "within": "panel"},
        {"role": "button", "name": "发送(S)", "within": "panel"},
    ],
    "send_to_many": [{"role": "button", "name_matches": "^(群发|发送给?全部)", "within": "panel"}],
    "who": [{"css": "#who"}],
}
COLLECTIONS: dict[str, Any] = {
    "contacts": {
        "row": [{"css": "#contacts li"}],
        "fields": {"external_id": [{"attribute": "data-external-id"}], "name": [{}]},
    },
    "messages": {
        "row": [{"css": ".m"}],
        "fields": {
            "id": [{"attribute": "data-id"}],
            "dir": [{"attribute": "data-dir"}],
            "text": [{"css": ".text"}],
            "state": [{"css": ".state"}],
        },
    },
}


def chat_page(
    history: dict[str, list[list[str]]] | None = None, people: tuple[Recipient, ...] = (WANG, LI)
) -> str:
    """The page with these contacts and what was said before: id, `in` or `out`, text, state."""
    contacts = [{name: getattr(person, name) for name in _SIGNALS} for person in people]
    return PAGE.replace("CONTACTS", json.dumps(contacts)).replace("HISTORY", json.dumps(history or {}))


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatSite:
    """The robot's channel and, behind its back, the page itself."""

    channel: WecomChannel
    session: SiteSession
    page: SitePage

    async def sent(self) -> list[list[str]]:
        """What the page's own handlers sent: external id and text."""
        found: list[list[str]] = await self.does("() => sent")
        return found

    async def does(self, script: str) -> Any:
        """Something happens in the page that is not the robot's doing."""
        return await self.page.page.evaluate(script)


@asynccontextmanager
async def chat_site(
    browser: RobotBrowser, site: LocalSite, body: str = "", *, chat: dict[str, Any] | None = None, **how: Any
) -> AsyncIterator[ChatSite]:
    """A channel on the page, logged in."""
    site.pages["/"] = body or chat_page()
    described = {
        "contacts": "contacts",
        "signals": {name: {"element": f"chat_{name}"} for name in _SIGNALS},
        "history_loaded": "history",
        "messages": "messages",
        "own": {"field": "dir", "equals": "out"},
        "composer": "composer",
        "send": "send_button",
        "send_unless": "send_to_many",
        "picture": "panel",
        **(chat or {}),
    }
    shape = profile(
        site.origin,
        elements=ELEMENTS,
        collections=COLLECTIONS,
        chat=described,
        login={"account": "who"},
        texts={
            "sent": ["已发送"],
            "refused": {"rejected": ["未送达"]},
            "opt_out": ["^退订$"],
        },
    )
    session = SiteSession(browser, shape, account(Password()), **how)
    try:
        yield ChatSite(channel=WecomChannel(session), session=session, page=await session.page())
    finally:
        await session.close()
