// How the page looks beyond its design: zoom, letters, and where the send button is and what stands beside it.
const byId = (id) => document.getElementById(id);

function extra(label, onClick) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'wc-extra';
  button.textContent = label;
  button.addEventListener('click', onClick);
  return button;
}

export class Look {
  constructor(flags, contacts) {
    this.flags = flags;
    this.contacts = contacts;
    this.send = byId('wc-send');
    this.home = { parent: this.send.parentNode, next: this.send.nextSibling };
    this.plain = {
      html: this.send.innerHTML, label: this.send.getAttribute('aria-label'), css: this.send.className,
      id: this.send.id, testid: this.send.dataset.testid, title: this.send.title,
    };
    this.kind = '';
    this.added = [];
  }

  refresh() {
    const { zoom, font, send_button: kind } = this.flags;
    document.body.style.setProperty('--zoom', zoom ? zoom / 100 : '');
    document.body.dataset.font = font;
    if (kind !== this.kind) this.arrange(kind);
  }

  arrange(kind) {
    this.kind = kind;
    this.restore();
    const { send, home } = this;
    if (kind === 'twin') {
      const twin = send.cloneNode(true);
      twin.removeAttribute('id');
      twin.addEventListener('click', () => this.chat.send());
      this.add(twin, home.parent, home.next);
    } else if (kind === 'decoy_outside') {
      const decoy = send.cloneNode(true);
      decoy.id = 'wc-quick-send';
      decoy.className = 'wc-extra';
      decoy.addEventListener('click', () => this.chat.broadcast([this.contacts.another(this.chat.current).external_id]));
      this.add(decoy, byId('wc-count').parentNode, byId('wc-count'));
    } else if (kind === 'send_to_all' || kind === 'only_send_to_all') {
      this.add(extra('发送给全部', () => this.toAll()), home.parent, home.next);
      if (kind === 'only_send_to_all') send.remove();
    } else if (kind === 'renamed') {
      send.textContent = '发出';
      send.removeAttribute('aria-label');
      send.removeAttribute('title');
    } else if (kind === 'moved') {
      send.id = 'wc-send-top';
      send.className = 'wc-send-moved';
      send.dataset.testid = 'wc-send-top';
      byId('wc-composer').parentNode.prepend(send);
    }
  }

  add(element, parent, next) {
    parent.insertBefore(element, next);
    this.added.push(element);
  }

  restore() {
    for (const element of this.added) element.remove();
    this.added = [];
    const { send, home, plain } = this;
    Object.assign(send, { innerHTML: plain.html, className: plain.css, id: plain.id, title: plain.title });
    send.dataset.testid = plain.testid;
    if (plain.label) send.setAttribute('aria-label', plain.label);
    home.parent.insertBefore(send, home.next);
  }

  toAll() {
    const others = this.contacts.all.filter((contact) => contact.external_id !== this.chat.current).slice(0, 2);
    this.chat.broadcast([this.chat.current, ...others.map((contact) => contact.external_id)]);
  }
}
