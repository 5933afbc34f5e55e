// Where the person is: #/parked/ID?flow=case-webhook. Every view, filter and message has a link of its own.

/** The view, the id of what is opened there or '', and the filters. */
export function here() {
  const [path, query = ''] = location.hash.replace(/^#\/?/, '').split('?');
  const [view, ...rest] = path.split('/');
  return { view: view || 'runs', id: decode(rest.join('/')), filters: Object.fromEntries(new URLSearchParams(query)) };
}

/** A link to a view, to one thing there, with filters; empty ones are left out. */
export function link(view, id = '', filters = {}) {
  const query = new URLSearchParams(Object.entries(filters).filter(([, value]) => value));
  return `#/${view}${id ? `/${encodeURIComponent(id)}` : ''}${query.size > 0 ? `?${query}` : ''}`;
}

/** Goes there without a new entry in the browser's history: typing into a filter makes no steps back. */
export function replace(to) {
  history.replaceState(null, '', to);
  dispatchEvent(new HashChangeEvent('hashchange'));
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
