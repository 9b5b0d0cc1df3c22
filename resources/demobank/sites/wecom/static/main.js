// Starts the chat page: contacts, chat, news from the server, and everything that may come in between.
import { call, pageId, takeFlags } from './calls.js';
import { ChatPanel } from './chat.js';
import { ContactList } from './contacts.js';
import { Layers } from './layers.js';
import { Look } from './look.js';
import { Traps } from './traps.js';

const RESORT_AFTER_MS = 120;
const byId = (id) => document.getElementById(id);
const flags = { version: 0, freeze_page_ms: 0 };
const contacts = new ContactList((id) => chat.open(id));
const layers = new Layers(flags);
const look = new Look(flags, contacts);
const traps = new Traps(flags, contacts, layers);
const chat = new ChatPanel(contacts, flags, (moment) => traps.at(moment));
look.chat = chat;
traps.chat = chat;

byId('wc-search').addEventListener('input', (event) => {
  contacts.search(event.target.value);
  if (flags.resort_on_search) setTimeout(() => contacts.shuffleResults(), RESORT_AFTER_MS);
});

function obey(given) {
  takeFlags(flags, given);
  look.refresh();
  layers.refresh();
}

async function loadContacts() {
  const answer = await call('/api/contacts');
  contacts.setAll(answer.contacts);
  obey(answer.flags);
}

function onLoadFailed() {
  byId('wc-count').textContent = '加载失败，请刷新页面';
}

const load = () => loadContacts().catch(onLoadFailed);

const listeners = {
  message: (news) => news.from_page === pageId || chat.onMessage(news),
  rejected: (news) => chat.onRejected(news),
  contact: (news) => chat.onRenamed(news.contact),
  switch: (news) => chat.jump(news.external_id, news.carry_draft),
  typing: (news) => chat.current && chat.composer.append(news.text),
  flags: (news) => obey(news.flags),
  // The first of these comes as soon as the stream is open, so that nothing falls between list and stream.
  reload: load,
  reset: () => {
    chat.forget();
    byId('wc-search').value = '';
    contacts.search('');
    load();
  },
};

const stream = new EventSource('/api/events');
stream.onmessage = (event) => {
  const news = JSON.parse(event.data);
  listeners[news.type](news);
};
addEventListener('pagehide', () => stream.close());
addEventListener('pageshow', (event) => event.persisted && location.reload());
