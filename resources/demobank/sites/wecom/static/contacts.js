// The contact column: only the rows in sight exist, each contact keeps its own element while it is in sight.
import { shortTime } from './calls.js';

const ROW_PX = 64;
const SPARE_ROWS = 4;
const COLORS = ['#5b8ff9', '#61ba87', '#f6a54c', '#e8684a', '#6dc8ec', '#9270ca', '#4a9c9a', '#d98bb5'];

const make = (tag, className, parent) => {
  const element = document.createElement(tag);
  element.className = className;
  parent.append(element);
  return element;
};

function newRow(id) {
  const row = document.createElement('div');
  row.className = 'wc-row';
  row.setAttribute('role', 'option');
  row.dataset.externalId = id;
  row.dataset.testid = 'wc-contact';
  const parts = { avatar: make('span', 'wc-avatar', row) };
  parts.avatar.setAttribute('aria-hidden', 'true');
  const body = make('span', 'wc-row-body', row);
  const first = make('span', 'wc-row-line', body);
  parts.name = make('span', 'wc-row-name', first);
  parts.tag = make('span', 'wc-row-tag', first);
  parts.time = make('span', 'wc-row-time', first);
  parts.remark = make('span', 'wc-row-remark', body);
  const last = make('span', 'wc-row-line', body);
  parts.draft = make('span', 'wc-row-draft', last);
  parts.snippet = make('span', 'wc-row-snippet', last);
  parts.badge = make('span', 'wc-row-badge', last);
  row.parts = parts;
  return row;
}

export class ContactList {
  constructor(onOpen) {
    this.list = document.getElementById('wc-list');
    this.space = document.getElementById('wc-list-space');
    this.count = document.getElementById('wc-count');
    this.onOpen = onOpen;
    this.all = [];
    this.view = [];
    this.byId = new Map();
    this.rows = new Map();
    this.query = '';
    this.selected = '';
    this.list.addEventListener('scroll', () => this.render(), { passive: true });
    this.list.addEventListener('click', (event) => {
      const row = event.target.closest('[data-external-id]');
      if (row) this.onOpen(row.dataset.externalId);
    });
    this.list.addEventListener('keydown', (event) => this.onKey(event));
    new ResizeObserver(() => this.render()).observe(this.list);
  }

  setAll(contacts) {
    this.all = contacts;
    this.byId = new Map(contacts.map((contact) => [contact.external_id, contact]));
    this.refilter();
  }

  search(text) {
    this.query = text.trim().toLowerCase();
    this.list.scrollTop = 0;
    this.refilter();
  }

  shuffleResults() {
    this.view = [...this.view.slice(1), ...this.view.slice(0, 1)];
    this.render();
  }

  refilter() {
    const wanted = this.query;
    this.view = wanted
      ? this.all.filter((c) => c.name.toLowerCase().includes(wanted) || c.remark.toLowerCase().includes(wanted)
        || c.external_id.toLowerCase().includes(wanted))
      : this.all;
    this.count.textContent = wanted ? `找到 ${this.view.length} 位联系人` : `共 ${this.all.length} 位联系人`;
    this.render();
  }

  // Something was said: the contact moves to the top, unless it is new and has to be added there.
  touch(given, message, unread) {
    let contact = this.byId.get(given.external_id);
    if (contact) {
      this.all.splice(this.all.indexOf(contact), 1);
    } else {
      contact = { ...given, unread: 0, draft: '' };
      this.byId.set(contact.external_id, contact);
    }
    contact.snippet = message.text.slice(0, 40);
    contact.last_at = message.at;
    if (unread !== undefined) contact.unread = unread;
    this.all.unshift(contact);
    this.refilter();
  }

  update(id, changes) {
    const contact = this.byId.get(id);
    if (!contact) return;
    Object.assign(contact, changes);
    this.render();
  }

  // The first of the same name, or the first at all, that is another one.
  another(id) {
    const others = this.all.filter((contact) => contact.external_id !== id);
    const name = this.byId.get(id)?.name;
    return others.find((contact) => contact.name === name) || others[0];
  }

  select(id) {
    this.selected = id;
    this.render();
  }

  render() {
    const top = this.list.scrollTop;
    const first = Math.max(0, Math.floor(top / ROW_PX) - SPARE_ROWS);
    const last = Math.min(this.view.length, Math.ceil((top + this.list.clientHeight) / ROW_PX) + SPARE_ROWS);
    this.space.style.height = `${this.view.length * ROW_PX}px`;
    const seen = new Set();
    for (let index = first; index < last; index += 1) {
      const contact = this.view[index];
      seen.add(contact.external_id);
      let row = this.rows.get(contact.external_id);
      if (!row) {
        row = newRow(contact.external_id);
        this.rows.set(contact.external_id, row);
        this.space.append(row);
      }
      this.paint(row, contact, index);
    }
    for (const [id, row] of this.rows) {
      if (!seen.has(id)) {
        row.remove();
        this.rows.delete(id);
      }
    }
  }

  paint(row, contact, index) {
    const isSelected = contact.external_id === this.selected;
    const state = `${index}|${isSelected}|${contact.unread}|${contact.last_at}|${contact.draft}|${contact.snippet}|${contact.name}|${contact.remark}|${contact.tag}`;
    if (row.state === state) return;
    row.state = state;
    row.style.transform = `translateY(${index * ROW_PX}px)`;
    row.setAttribute('aria-selected', String(isSelected));
    row.setAttribute('aria-posinset', index + 1);
    row.setAttribute('aria-setsize', this.view.length);
    const unread = contact.unread ? `，${contact.unread} 条未读` : '';
    const draft = contact.draft && !isSelected ? '，有草稿' : '';
    row.setAttribute('aria-label', `${contact.name}，${contact.remark}，${contact.tag}${unread}${draft}`);
    const { parts } = row;
    parts.avatar.textContent = contact.name[0];
    parts.avatar.style.background = COLORS[contact.external_id.charCodeAt(5) % COLORS.length];
    parts.name.textContent = contact.name;
    parts.tag.textContent = contact.tag;
    parts.time.textContent = shortTime(contact.last_at);
    parts.remark.textContent = contact.remark;
    parts.draft.textContent = draft ? '[草稿]' : '';
    parts.snippet.textContent = draft ? contact.draft : contact.snippet;
    parts.badge.textContent = contact.unread || '';
  }

  onKey(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !this.view.length) return;
    event.preventDefault();
    const now = this.view.findIndex((contact) => contact.external_id === this.selected);
    const index = Math.min(this.view.length - 1, Math.max(0, now + step));
    this.list.scrollTop = Math.min(this.list.scrollTop, index * ROW_PX);
    this.list.scrollTop = Math.max(this.list.scrollTop, (index + 1) * ROW_PX - this.list.clientHeight);
    this.onOpen(this.view[index].external_id);
  }
}
