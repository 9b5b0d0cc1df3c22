// A pop-up is shown once for each announcement in a tab.
(() => {
  const popup = document.getElementById('cr-popup');
  const key = `popup-${popup.dataset.serial}`;
  if (sessionStorage.getItem(key)) popup.remove();
  document.getElementById('cr-popup-ok')?.addEventListener('click', () => {
    sessionStorage.setItem(key, '1');
    popup.remove();
  });
})();
