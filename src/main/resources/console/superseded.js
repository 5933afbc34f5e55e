// What was parked until something newer of the same arrived.

import { h } from './dom.js';
import { here, link } from './route.js';

const GOOD = ['delivered', 'queued'];

/** "superseded by run …", leading to that run. */
export function supersededBy(run) {
  return h('a', { href: link('runs', run.superseded_by, here().filters), title: run.cause },
    `superseded by run ${run.superseded_by}`);
}

/** Whether one of these runs may have superseded one of those before, which then reads otherwise. */
export function maySettle(runs, before) {
  const parked = new Set(before.filter(run => run.outcome === 'parked').map(run => run.incident_id));
  return runs.some(run => GOOD.includes(run.outcome) && run.incident_id && parked.has(run.incident_id));
}

/** The run that has superseded a parked message, from the bridge's words about it; empty if none has. */
export function runOf(words) {
  return words.match(/superseded by run ([^\s;]+)/)?.[1] ?? '';
}
