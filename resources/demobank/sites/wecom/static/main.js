// Starts the chat page: contacts, chat, news from the server, pop-ups.
import { call, pageId, takeFlags } from './calls.js';
import { ChatPanel } from './chat.js';
import { ContactList } from './contacts.js';

const TEXTS = {
  notice: ['系统公告', '本周六凌晨 1:00 至 3:00 系统维护，期间消息发送可能延迟。'],
  survey: ['满意度调查', '您对新版聊天界面满意吗？您的反馈将帮助我们改进。'],
};
const RESORT_AFTER_MS = 120;
const byId = (id) => document.getElementById(id);
const flags = { version: 0, popup: '', popup_serial: 0, resort_on_search: false, dead_send: 0 };
const contacts = new ContactList((id) => chat.open(id));
const chat = new ChatPanel(contacts, flags);

function showPopup() {
  const key = `popup-${flags.popup_serial}`;
  const isWanted = Boolean(flags.popup) && !sessionStorage.getItem(key);
  byId('wc-popup').hidden = !isWanted;
  if (!isWanted) return;
  const [title, text] = TEXTS[flags.popup] || TEXTS.notice;
  byId('wc-popup-title').textContent = title;
  byId('wc-popup-text').textContent = text;
  byId('wc-popup-ok').onclick = () => {
    sessionStorage.setItem(key, '1');
    byId('wc-popup').hidden = true;
  };
}

byId('wc-search').addEventListener('input', (event) => {
  contacts.search(event.target.value);
  if (flags.resort_on_search) setTimeout(() => contacts.shuffleResults(), RESORT_AFTER_MS);
});

async function loadContacts() {
  const answer = await call('/api/contacts');
  takeFlags(flags, answer.flags);
  contacts.setAll(answer.contacts);
  showPopup();
}

function onLoadFailed() {
  byId('wc-count').textContent = '加载失败，请刷新页面';
}

function onNews(event) {
  const news = JSON.parse(event.data);
  if (news.type === 'message' && news.from_page !== pageId) chat.onMessage(news);
  else if (news.type === 'rejected') chat.onRejected(news);
  // The first of these comes as soon as the stream is open, so that nothing falls between list and stream.
  else if (news.type === 'reload') loadContacts().catch(onLoadFailed);
  else if (news.type === 'flags') {
    takeFlags(flags, news.flags);
    showPopup();
  }
}

const news = new EventSource('/api/events');
news.onmessage = onNews;
addEventListener('pagehide', () => news.close());
addEventListener('pageshow', (event) => event.persisted && location.reload());
