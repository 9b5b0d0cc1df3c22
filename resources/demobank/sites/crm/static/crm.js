// A window over the page is shown once for each announcement in a tab.
for (const veil of document.querySelectorAll('.cr-veil')) {
  if (sessionStorage.getItem(veil.dataset.key)) veil.remove();
  veil.addEventListener('click', (event) => {
    const { choice } = event.target.dataset;
    if (!choice) return;
    sessionStorage.setItem(veil.dataset.key, choice);
    veil.remove();
  });
}
