// The chat panel: header, history, composer and sending.
import { bankNow, call, pageId, shortTime, takeFlags, tellSprung } from './calls.js';
import { Composer } from './composer.js';
import { toast } from './toast.js';

const byId = (id) => document.getElementById(id);
const STATES = { sending: '发送中', sent: '已发送' };

function stateText(message) {
  return message.state === 'failed' ? `发送失败：${message.reason}` : STATES[message.state];
}

function bubble(message) {
  const item = document.createElement('div');
  item.className = message.dir === 'out' ? 'wc-message wc-out' : 'wc-message wc-in';
  item.setAttribute('role', 'listitem');
  item.dataset.testid = 'wc-message';
  item.dataset.direction = message.dir;
  const text = document.createElement('div');
  text.className = 'wc-message-text';
  text.dataset.testid = 'wc-message-text';
  text.textContent = message.text;
  const foot = document.createElement('div');
  foot.className = 'wc-message-foot';
  const time = document.createElement('time');
  time.className = 'wc-message-time';
  time.dataset.testid = 'wc-message-time';
  time.dateTime = message.at;
  time.textContent = message.at.slice(0, 10) === bankNow().slice(0, 10)
    ? message.at.slice(11, 19) : `${shortTime(message.at)} ${message.at.slice(11, 16)}`;
  foot.append(time);
  if (message.dir === 'out') {
    const state = document.createElement('span');
    state.className = 'wc-message-state';
    state.dataset.testid = 'wc-message-state';
    foot.append(state);
  }
  item.append(text, foot);
  paintState(item, message);
  return item;
}

function paintState(item, message) {
  item.dataset.messageId = message.id;
  item.dataset.state = message.state;
  const state = item.querySelector('.wc-message-state');
  if (state) state.textContent = stateText(message);
}

export class ChatPanel {
  // onMoment(moment) is called when a chat was opened and when the composer has changed.
  constructor(contacts, flags, onMoment) {
    this.contacts = contacts;
    this.flags = flags;
    this.onMoment = onMoment;
    this.current = '';
    this.opening = '';
    this.local = new Map();
    this.parts = {
      chat: byId('wc-chat'), blank: byId('wc-blank'), panel: byId('wc-panel'), history: byId('wc-history'),
      messages: byId('wc-messages'), more: byId('wc-more'),
      name: byId('wc-name'), remark: byId('wc-remark'), tag: byId('wc-tag'), external: byId('wc-external'),
    };
    this.composer = new Composer(byId('wc-composer'), () => this.send(), () => {
      if (this.composer.text.trim()) this.onMoment('fill');
    });
    byId('wc-send').addEventListener('click', () => this.send());
    this.parts.more.addEventListener('click', () => this.older());
    addEventListener('pagehide', () => this.leave(true));
  }

  // What stands in the composer becomes the draft of the chat that is left.
  leave(isUnloading = false) {
    const id = this.current;
    if (!id) return;
    const text = this.composer.text.trim() ? this.composer.text : '';
    const contact = this.contacts.byId.get(id);
    if (!contact || contact.draft === text) return;
    contact.draft = text;
    const path = `/api/drafts/${id}`;
    if (isUnloading) navigator.sendBeacon(path, JSON.stringify({ text }));
    else call(path, { text }).catch(() => {});
  }

  async open(id) {
    if (id === this.opening || (id === this.current && !this.opening)) return;
    this.leave();
    this.opening = id;
    this.current = '';
    this.contacts.select(id);
    const { parts } = this;
    parts.chat.setAttribute('aria-busy', 'true');
    parts.chat.dataset.externalId = '';
    parts.panel.hidden = true;
    parts.blank.hidden = false;
    parts.blank.textContent = '正在打开…';
    for (const field of [parts.name, parts.remark, parts.tag, parts.external]) field.textContent = '';
    let opened;
    try {
      opened = await call(`/api/chats/${id}/open`, {});
    } catch {
      opened = null;
    }
    if (this.opening !== id) return;
    this.opening = '';
    parts.chat.removeAttribute('aria-busy');
    if (!opened || !opened.contact) {
      parts.blank.textContent = '打开失败，请重试';
      this.contacts.select('');
      return;
    }
    takeFlags(this.flags, opened.flags);
    const listed = this.contacts.byId.get(id);
    if (listed && opened.human_draft && !listed.draft) listed.draft = opened.human_draft;
    this.show(opened);
    this.onMoment('open');
  }

  // As when a call comes in: another chat is in front at once, its history follows.
  async jump(id, isCarrying) {
    const contact = this.contacts.byId.get(id);
    if (!contact || id === this.current) return;
    const { text } = this.composer;
    if (isCarrying) this.contacts.update(this.current, { draft: '' });
    else this.leave();
    this.opening = '';
    this.parts.chat.removeAttribute('aria-busy');
    this.contacts.select(id);
    this.show({ contact, messages: [], has_more: false });
    if (isCarrying) this.composer.text = text;
    const opened = await call(`/api/chats/${id}/open`, {}).catch(() => null);
    if (opened && opened.contact && this.current === id) this.showHistory(id, opened);
  }

  show({ contact, messages, has_more: hasMore }) {
    const { parts } = this;
    const id = contact.external_id;
    this.current = id;
    this.showHistory(id, { messages, has_more: hasMore });
    this.showHeader(contact);
    this.composer.text = this.contacts.byId.get(id)?.draft || '';
    parts.blank.hidden = true;
    parts.panel.hidden = false;
    parts.chat.dataset.externalId = id;
    parts.history.scrollTop = parts.history.scrollHeight;
    this.composer.element.focus();
    this.composer.toEnd();
    this.contacts.update(id, { unread: 0 });
  }

  showHeader(contact) {
    const { parts } = this;
    parts.name.textContent = contact.name;
    parts.remark.textContent = contact.remark;
    parts.tag.textContent = contact.tag;
    parts.external.textContent = contact.external_id;
  }

  showHistory(id, { messages, has_more: hasMore }) {
    const { parts } = this;
    const known = messages.map((message) => message.id);
    const kept = (this.local.get(id) || []).filter((m) => m.state !== 'sent' || !known.includes(m.id));
    this.local.set(id, kept);
    const items = [...messages.map(bubble), ...kept.map((message) => (message.item = bubble(message)))];
    parts.messages.replaceChildren(...items);
    parts.more.hidden = !hasMore;
    parts.history.scrollTop = parts.history.scrollHeight;
  }

  // The bank's day begins anew: what this page remembers of the old one is gone.
  forget() {
    this.current = '';
    this.opening = '';
    this.local.clear();
    this.composer.text = '';
    this.parts.messages.replaceChildren();
    this.parts.chat.removeAttribute('aria-busy');
    this.parts.chat.dataset.externalId = '';
    this.parts.panel.hidden = true;
    this.parts.blank.hidden = false;
    this.parts.blank.textContent = '选择一位联系人开始聊天';
    this.contacts.select('');
  }

  async older() {
    const id = this.current;
    const first = this.parts.messages.firstElementChild;
    if (!first) return;
    const answer = await call(`/api/chats/${id}/messages?before=${first.dataset.messageId}`).catch(() => null);
    if (!answer || this.current !== id) return;
    const { history } = this.parts;
    const height = history.scrollHeight;
    first.before(...answer.messages.map(bubble));
    this.parts.more.hidden = !answer.has_more;
    history.scrollTop += history.scrollHeight - height;
  }

  send() {
    const id = this.current;
    const { text } = this.composer;
    if (!id || !text.trim()) return;
    if (this.flags.dead_send_button_next > 0) {
      tellSprung(this.flags, 'dead_send_button_next');
      return;
    }
    const message = { id: '', dir: 'out', text, at: bankNow(), state: 'sending', key: crypto.randomUUID() };
    message.item = bubble(message);
    this.local.set(id, [...(this.local.get(id) || []), message]);
    this.parts.messages.append(message.item);
    this.parts.history.scrollTop = this.parts.history.scrollHeight;
    this.composer.text = '';
    const contact = this.contacts.byId.get(id);
    contact.draft = '';
    this.contacts.touch(contact, message);
    this.deliver(id, message);
    const thawsAt = performance.now() + this.flags.freeze_page_ms;
    while (performance.now() < thawsAt);
  }

  // What stands in the composer goes to these chats instead, as a wrong button does it.
  async broadcast(ids) {
    const { text } = this.composer;
    if (!text.trim()) return;
    this.composer.text = '';
    const key = crypto.randomUUID();
    await Promise.all(ids.map((id, index) => call('/api/messages', {
      external_id: id, text, client_key: `${key}-${index}`, page_id: '',
    }).catch(() => {})));
    toast(`已发送给 ${ids.length} 位联系人`);
  }

  async deliver(id, message) {
    const isLying = this.flags.success_toast_always;
    if (isLying) toast('已发送');
    try {
      const answer = await call('/api/messages', {
        external_id: id, text: message.text, client_key: message.key, page_id: pageId,
      });
      if (answer.ok && this.flags.error_toast_next > 0) {
        tellSprung(this.flags, 'error_toast_next');
        toast('网络错误，请重试');
        Object.assign(message, { state: 'failed', reason: '网络异常，请稍后重试' });
      } else if (answer.ok) Object.assign(message, { state: 'sent', id: answer.message.id });
      else Object.assign(message, { state: 'failed', reason: answer.reason });
    } catch {
      Object.assign(message, { state: 'failed', reason: '网络异常，请稍后重试' });
    }
    if (isLying) message.state = 'sent';
    paintState(message.item, message);
  }

  onRejected({ external_id: id, client_key: key, reason }) {
    const message = (this.local.get(id) || []).find((candidate) => candidate.key === key);
    if (!message) return;
    Object.assign(message, { state: 'failed', reason });
    paintState(message.item, message);
  }

  // A contact got another name, remark or tag.
  onRenamed(contact) {
    this.contacts.update(contact.external_id, contact);
    if (contact.external_id === this.current) this.showHeader(contact);
  }

  // News of a message that this page did not send.
  onMessage({ contact, message, unread }) {
    const isOpen = contact.external_id === this.current;
    this.contacts.touch(contact, message, isOpen ? 0 : unread);
    if (!isOpen) return;
    this.parts.messages.append(bubble(message));
    this.parts.history.scrollTop = this.parts.history.scrollHeight;
    if (message.dir === 'in') call(`/api/chats/${this.current}/read`, {}).catch(() => {});
  }
}
