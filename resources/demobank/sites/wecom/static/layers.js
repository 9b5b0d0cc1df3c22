// Windows over the page: notices, surveys, requests. Each is shown once in a tab, then it has been answered.
import { call } from './calls.js';

const LAYERS = JSON.parse(document.body.dataset.layers);

export class Layers {
  constructor(flags) {
    this.flags = flags;
    this.shown = new Map();
  }

  // The flags have changed: show what appears at once, take away what is no longer wanted.
  refresh() {
    for (const slot of ['popup', 'layer']) {
      const kind = this.flags[slot];
      if (!kind) this.hide(slot);
      else if (!this.flags.layer_on || this.shown.has(slot)) this.show(slot, kind);
    }
  }

  // A moment has come for which a layer may have waited.
  at(moment) {
    if (this.flags.layer_on !== moment) return;
    const pop = () => {
      for (const slot of ['popup', 'layer']) if (this.flags[slot]) this.show(slot, this.flags[slot]);
    };
    if (this.flags.trap_after_ms) setTimeout(pop, this.flags.trap_after_ms);
    else pop();
  }

  show(slot, kind) {
    const key = `${slot}-${this.flags[`${slot}_serial`]}`;
    if (sessionStorage.getItem(key)) return;
    if (this.shown.get(slot)?.dataset.key === key) return;
    this.hide(slot);
    const { title, text, buttons } = LAYERS[kind];
    const veil = document.getElementById('wc-veil-form').content.firstElementChild.cloneNode(true);
    const dialog = veil.firstElementChild;
    const head = dialog.querySelector('h2');
    veil.dataset.key = key;
    head.id = `wc-veil-${slot}`;
    dialog.setAttribute('aria-labelledby', head.id);
    head.textContent = title;
    dialog.querySelector('p').textContent = text;
    for (const [choice, label] of buttons) {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'wc-primary';
      button.textContent = label;
      button.onclick = () => {
        sessionStorage.setItem(key, choice);
        this.hide(slot);
        call('/api/layers', { layer: kind, choice }).catch(() => {});
      };
      dialog.append(button);
    }
    document.body.append(veil);
    this.shown.set(slot, veil);
  }

  hide(slot) {
    this.shown.get(slot)?.remove();
    this.shown.delete(slot);
  }
}
