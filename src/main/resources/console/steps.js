// The steps of a run, each as a bar at its place in the time of the whole.

import { h } from './dom.js';
import { count, duration } from './format.js';
import { icon } from './icons.js';

const DEEPEST = 8;

/** Those that took time at first, then all of them. A run that went well has kept none. */
export function steps(run) {
  const all = nested(run.steps ?? []);
  if (all.length === 0) {
    return run.outcome === 'delivered' || run.outcome === 'queued'
      ? h('p.muted.small', {}, 'Steps are kept of runs that did not go well.') : null;
  }
  const whole = Math.max(run.ms, ...all.map(step => step.at_ms + step.ms), 1);
  const failed = all.findLast(step => step.step === run.failed_step);
  const line = step => item(step, step === failed, whole);
  const long = all.filter(step => step.ms > 0 || step === failed);
  return h('section.steps', {}, h('h3', {}, 'Steps'), h('ol', {}, long.map(line)),
    long.length < all.length && h('details', { key: 'all' },
      h('summary', {}, `All ${count(all.length, 'step')}`), h('ol', {}, all.map(line))));
}

/** How deep each step lies within those that lasted as long as it and longer. */
function nested(list) {
  const around = [];
  return list.map(step => {
    const end = step.at_ms + step.ms;
    while (around.length > 0 && (around.at(-1).ms === 0 || around.at(-1).at_ms + around.at(-1).ms < end)) {
      around.pop();
    }
    around.push(step);
    return { ...step, depth: Math.min(around.length - 1, DEEPEST) };
  });
}

function item(step, isFailed, whole) {
  const bar = h('span.bar', { 'aria-hidden': 'true' });
  bar.style.setProperty('--from', `${100 * step.at_ms / whole}%`);
  bar.style.setProperty('--long', `${Math.max(100 * step.ms / whole, 0.5)}%`);
  return h(`li.deep-${step.depth}${isFailed ? '.failed' : ''}`, {},
    h('code', {}, step.step), isFailed && h('span.badge.bad', {}, icon('warning'), 'failed here'),
    h('span.took', { title: `after ${duration(step.at_ms)}` }, duration(step.ms)), h('span.track', {}, bar));
}
