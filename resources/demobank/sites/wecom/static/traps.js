// What other people do to this page while somebody works in it: at opening, filling and pressing send.
import { tellSprung } from './calls.js';

// The first two happen in the page; the others the server does, once it is told.
const TRAPS = ['typing_next', 'switch_chat_next', 'human_sends_next', 'opt_out_next'];
const TYPED = '稍等，我看一下';

export class Traps {
  constructor(flags, contacts, layers) {
    this.flags = flags;
    this.contacts = contacts;
    this.layers = layers;
    document.addEventListener('pointerdown', (event) => {
      if (event.target.closest('.wc-send, .wc-send-moved')) this.at('click');
    }, { capture: true });
  }

  at(moment) {
    this.layers.at(moment);
    const { chat, flags } = this;
    const about = { external_id: chat.current, text: chat.composer.text };
    for (const name of TRAPS.filter((trap) => flags[trap] === moment)) {
      const act = this.springing(name, about);
      // The server is told at once, so that nothing springs twice; it knows of the delay itself.
      tellSprung(flags, name, about);
      if (flags.trap_after_ms) setTimeout(act, flags.trap_after_ms);
      else act();
    }
  }

  // What this page does at a trap; a chat to be switched to is named in what the server is told.
  springing(name, about) {
    const { chat, flags } = this;
    if (name === 'typing_next') return () => chat.composer.append(TYPED);
    if (name !== 'switch_chat_next') return () => {};
    about.external_id = this.contacts.another(chat.current).external_id;
    const isCarrying = flags.carry_draft;
    return () => chat.jump(about.external_id, isCarrying);
  }
}
