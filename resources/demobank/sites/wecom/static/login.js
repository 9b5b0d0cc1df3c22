// Tabs and the poll for a scanned code.
const byId = (id) => document.getElementById(id);
const qr = byId('wc-qr');
const { next } = document.querySelector('main').dataset;

const tabs = [
  ['qr', byId('wc-tab-qr'), byId('wc-panel-qr')],
  ['password', byId('wc-tab-password'), byId('wc-panel-password')],
].filter(([, tab]) => tab);

function show(wanted) {
  for (const [name, tab, panel] of tabs) {
    panel.hidden = name !== wanted;
    tab.setAttribute('aria-selected', String(name === wanted));
  }
  if (wanted === 'password') byId('wc-username').focus();
}
for (const [name, tab] of tabs) tab.addEventListener('click', () => show(name));

async function poll() {
  const answer = await fetch(`/login/qr/${qr.dataset.token}/status`);
  const { state } = await answer.json();
  if (state === 'done') {
    byId('wc-qr-hint').textContent = '扫码成功，正在登录…';
    location.replace(next);
    return true;
  }
  if (state === 'expired') {
    byId('wc-qr-hint').textContent = '二维码已失效，请刷新页面';
    return true;
  }
  return false;
}
async function keepPolling() {
  if (!(await poll().catch(() => false))) setTimeout(keepPolling, 1000);
}
if (qr) setTimeout(keepPolling, 1000);

byId('wc-simulate')?.addEventListener('click', async () => {
  await fetch(`/login/qr/${qr.dataset.token}/scan`, { method: 'POST' });
  await poll();
});
