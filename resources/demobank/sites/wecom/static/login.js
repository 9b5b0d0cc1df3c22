// Tabs and the poll for a scanned code.
const byId = (id) => document.getElementById(id);
const qr = byId('wc-qr');
const next = document.querySelector('input[name=next]').value;

function show(tab) {
  for (const name of ['qr', 'password']) {
    const on = name === tab;
    (name === 'qr' ? byId('wc-panel-qr') : byId('wc-panel-password')).hidden = !on;
    (name === 'qr' ? byId('wc-tab-qr') : byId('wc-tab-password')).setAttribute('aria-selected', String(on));
  }
  if (tab === 'password') byId('wc-username').focus();
}
byId('wc-tab-qr').addEventListener('click', () => show('qr'));
byId('wc-tab-password').addEventListener('click', () => show('password'));

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
setTimeout(keepPolling, 1000);

byId('wc-simulate').addEventListener('click', async () => {
  await fetch(`/login/qr/${qr.dataset.token}/scan`, { method: 'POST' });
  await poll();
});
