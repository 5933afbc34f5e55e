// What the lists of runs and of parked messages have in common: the page around them, and the way from a row to its detail.

import { h } from './dom.js';
import { icon } from './icons.js';
import { here, link } from './route.js';

/** A table with columns [[name, title], ...]; the names are the classes of the cells. */
export function table(label, columns, rows) {
  return h('table.list', { role: 'table', 'aria-label': label },
    h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' },
      columns.map(([name, title]) => h(`th.${name}`, { role: 'columnheader', scope: 'col' }, h('span', {}, title))))),
    h('tbody', { role: 'rowgroup' }, rows));
}

/** A row that opens its detail when it is clicked anywhere; for the keyboard there is the link in it. */
export function row(key, to, open, cells, looks = '') {
  return h(`tr${looks}`, { role: 'row', key, 'aria-current': open && 'true', on: { click: event => follow(event, to) } },
    cells.map(([name, ...content]) => h(`td.${name}`, { role: 'cell' }, ...content)));
}

function follow(event, to) {
  const isControl = event.target.closest('a, button, input, label');
  if (!isControl && getSelection().isCollapsed) {
    location.hash = to;
  }
}

/** A value that may be long, in one line; the whole of it is in its tooltip. */
export function brief(value, shown = value) {
  return value && h('span.brief', { title: value }, shown);
}

/** What a run or a message is about: the case and the incident made of it, as far as they are known. */
export function subject({ case_id: ofCase, incident_id: incident }) {
  return [brief(ofCase), incident && h('span.incident', { title: incident }, ofCase && '→ ', incident.slice(0, 8))];
}

/** The frame of a detail: a way back, a heading, its content. Escape goes back too. */
export function detail(view, what, ...content) {
  const back = () => { location.hash = link(view, '', here().filters); };
  return h('section.detail', { 'aria-label': what, key: 'detail', on: { keydown: event => leave(event, back) } },
    h('a.back', { href: link(view, '', here().filters), 'aria-label': `Close this ${what}` }, icon('cross'), 'Close'),
    content);
}

function leave(event, back) {
  const isTyping = event.target.closest('textarea, input, select');
  if (event.key === 'Escape' && !isTyping) {
    back();
  }
}

/** Facts as a list of names and values; without a value a fact is left out. */
export function facts(pairs) {
  return h('dl.facts', {}, pairs.filter(([, value]) => value !== '' && value !== null && value !== undefined && value !== false)
    .map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value))));
}

/** What is shown in place of a list without rows. */
export function empty(title, ...words) {
  return h('div.empty', {}, h('p.empty-title', {}, title), words.map(word => h('p', {}, word)));
}
