// Calls to the server and the bank's clock, shared by all parts of the chat page.
export const pageId = crypto.randomUUID();
const bankStart = Date.parse(document.body.dataset.now);
const pageStart = performance.now();

export function bankNow() {
  const now = new Date(bankStart + performance.now() - pageStart + 8 * 3600 * 1000);
  return `${now.toISOString().slice(0, 23)}+08:00`;
}

export function shortTime(stamp) {
  if (!stamp) return '';
  const today = bankNow().slice(0, 10);
  if (stamp.startsWith(today)) return stamp.slice(11, 16);
  return stamp.slice(0, 4) === today.slice(0, 4) ? stamp.slice(5, 10) : stamp.slice(2, 10);
}

export async function call(path, body) {
  const answer = await fetch(path, body === undefined ? {} : {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (answer.status === 401) {
    location.assign('/login?expired=1');
    return new Promise(() => {});
  }
  if (answer.status === 409) {
    location.reload();
    return new Promise(() => {});
  }
  if (answer.status === 204) return null;
  if (!answer.ok && answer.status >= 500) throw new Error(`server ${answer.status}`);
  return answer.json();
}

// Traps of which the server has not heard yet that they have sprung.
const sprung = new Set();

function spend(flags, name) {
  flags[name] = typeof flags[name] === 'number' ? Math.max(0, flags[name] - 1) : '';
}

// An answer may be overtaken by newer news; what is older is dropped.
export function takeFlags(flags, given) {
  if (given.version < flags.version) return;
  Object.assign(flags, given);
  for (const name of sprung) spend(flags, name);
}

// A trap has sprung in this page; the server counts it and does other people's part in it.
export async function tellSprung(flags, name, about = {}) {
  spend(flags, name);
  sprung.add(name);
  const given = await call(`/api/traps/${name}`, about).catch(() => null);
  sprung.delete(name);
  if (given) takeFlags(flags, given);
}
