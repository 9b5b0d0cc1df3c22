// A word that appears and goes away by itself.
const SHOWN_MS = 4000;
let timer = 0;

export function toast(text) {
  const element = document.getElementById('wc-toast');
  element.textContent = text;
  element.hidden = false;
  clearTimeout(timer);
  timer = setTimeout(() => { element.hidden = true; }, SHOWN_MS);
}
