"""What runs inside a page: small functions that read, and one that waits. None of them changes the page."""

from __future__ import annotations

#: Reads text or attribute of elements; null for one that left the page or is not shown.
#: With a first value to come, the page is watched for it until the limit: a chat that opens costs one trip.
READ = """([wanted, first, limit]) => {
    const read = () => wanted.map(([element, attribute]) => {
        if (!element || !element.isConnected) return null;
        if (element.getClientRects().length === 0) return [];
        if (attribute) return element.getAttribute(attribute) ?? '';
        if ('value' in element && typeof element.value === 'string') return element.value;
        return element.innerText ?? element.textContent ?? '';
    });
    const now = read();
    const stands = (values) => typeof values[0] === 'string' && values[0].trim() === first;
    if (!limit || !now.length || stands(now)) return now;
    return new Promise((resolve) => {
        const observer = new MutationObserver(() => {
            const values = read();
            if (stands(values)) finish(values);
        });
        const timer = setTimeout(() => finish(read()), limit);
        function finish(values) { observer.disconnect(); clearTimeout(timer); resolve(values); }
        observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
    });
}"""
#: Reads named fields of rows; the first alternative that gives a value wins.
ROWS = """(all, [fields, count]) => [count ? Math.max(0, all.length - count) : 0, all.slice(-count).map(
(row) => Object.fromEntries(fields.map(([name, ways]) => {
    for (const way of ways) {
        const element = way.css ? row.querySelector(way.css) : row;
        if (!element) continue;
        let value;
        // Reading text lays the page out, so it is not done for an attribute.
        if (way.attribute) value = element.getAttribute(way.attribute);
        else value = element.innerText ?? element.textContent;
        if (value === null || value === undefined) continue;
        if (way.matches) {
            const match = value.match(new RegExp(way.matches));
            if (!match) continue;
            value = match[1] ?? match[0];
        }
        return [name, value.trim()];
    }
    return [name, ''];
})))]"""
#: Resolves at the next change of the document, or after the given milliseconds.
NEXT_CHANGE = """(limit) => new Promise((resolve) => {
    const observer = new MutationObserver(finish);
    const timer = setTimeout(finish, limit);
    function finish() { observer.disconnect(); clearTimeout(timer); resolve(); }
    observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
})"""
