"""What runs inside a page: small functions that read, and one that waits. None of them changes the page.

The one exception is the guard of the last look (`robot.sites.last_look`), which can stop a click.
"""

from __future__ import annotations

#: What one element shows: text, form value or attribute; null if it left the page, an empty list if hidden.
READ_ONE = """([element, attribute]) => {
    if (!element || !element.isConnected) return null;
    if (element.getClientRects().length === 0) return [];
    if (attribute) return element.getAttribute(attribute) ?? '';
    if ('value' in element && typeof element.value === 'string') return element.value;
    return element.innerText ?? element.textContent ?? '';
}"""
#: Reads several elements.
#: With a first value to come, the page is watched for it until the limit: a chat that opens costs one trip.
READ = (
    """([wanted, first, limit]) => {
    const readOne = """
    + READ_ONE
    + """;
    const read = () => wanted.map(readOne);
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
)
#: Reads named fields of rows; the first alternative that gives a value wins, null if none is there.
#: A shortened value gives way to an alternative that goes on where it ends.
ROWS = """(all, [fields, count]) => [count ? Math.max(0, all.length - count) : 0, all.slice(-count).map(
(row) => Object.fromEntries(fields.map(([name, ways]) => {
    let cut = null;
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
        value = value.trim();
        if (cut !== null && !value.startsWith(cut.replace(/(…|[.]{3,})$/, ''))) continue;
        if (!/(…|[.]{3,})$/.test(value)) return [name, value];
        if (cut === null) cut = value;
    }
    return [name, cut];
})))]"""
#: How many elements there are, whether the first is the one that was kept, and what it is called.
ONLY = """(all, kept) => [all.length, all.length > 0 && all[0] === kept,
    all.length ? `${all[0].getAttribute('aria-label') ?? ''}|${all[0].innerText}` : '']"""
#: Resolves at the next change of the document, or after the given milliseconds.
NEXT_CHANGE = """(limit) => new Promise((resolve) => {
    const observer = new MutationObserver(finish);
    const timer = setTimeout(finish, limit);
    function finish() { observer.disconnect(); clearTimeout(timer); resolve(); }
    observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
})"""
