// Shapes for states: what colour says is said by shape and word too.

import { h, svg } from './dom.js';

const PATHS = {
  check: 'M3.5 8.5l3 3 6-7',
  clock: 'M8 4.5v3.8l2.6 1.6M8 1.8a6.2 6.2 0 1 0 0 12.4a6.2 6.2 0 0 0 0-12.4z',
  pause: 'M5.5 4v8M10.5 4v8',
  slash: 'M3.7 12.3l8.6-8.6M8 1.8a6.2 6.2 0 1 0 0 12.4a6.2 6.2 0 0 0 0-12.4z',
  warning: 'M8 6v3.5M8 11.7v.1M8 1.8L14.5 13.7h-13z',
  cross: 'M4 4l8 8M12 4l-8 8',
  dash: 'M3.5 8h9',
  copy: 'M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8z',
  external: 'M6 3.5H3v9.5h9.5V10M9 2.5h4.5V7M13 3L7.5 8.5',
  bin: 'M3 4.5h10M6.5 4.5v-2h3v2M4.5 4.5l.5 9h6l.5-9',
  again: 'M13 8a5 5 0 1 1-1.5-3.6M13 2v3h-3',
  pen: 'M3 13l.6-2.8L11 2.8l2.2 2.2-7.4 7.4z',
  eye: 'M1.5 8C3 5.2 5.3 3.8 8 3.8s5 1.4 6.5 4.2c-1.5 2.8-3.8 4.2-6.5 4.2S3 10.8 1.5 8z'
    + 'M8 6.3a1.7 1.7 0 1 0 0 3.4a1.7 1.7 0 0 0 0-3.4z',
};

export function icon(name) {
  return svg('svg.icon', { viewBox: '0 0 16 16', 'aria-hidden': 'true' }, svg('path', { d: PATHS[name] }));
}

const OUTCOMES = {
  delivered: ['good', 'check'], queued: ['calm', 'clock'], parked: ['warn', 'pause'], superseded: ['mild', 'check'],
  refused: ['mild', 'slash'], failed: ['bad', 'warning'], discarded: ['mild', 'bin'],
};
const STATES = {
  ok: ['good', 'check', 'OK'], warn: ['warn', 'warning', 'Warning'],
  fail: ['bad', 'cross', 'Failing'], off: ['mild', 'dash', 'Off'],
};

/** The outcome of a run or a replay, as a badge. */
export function outcomeBadge(outcome) {
  const [look, shape] = OUTCOMES[outcome] ?? ['mild', 'dash'];
  return h(`span.badge.${look}`, {}, icon(shape), outcome);
}

/** The state of a connection or a check, as a badge. */
export function stateBadge(state) {
  const [look, shape, word] = STATES[state] ?? ['mild', 'dash', state];
  return h(`span.badge.${look}`, {}, icon(shape), word);
}
