// Times, spans and sizes as people read them.

import { h } from './dom.js';

const CLOCK = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const DAY = new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric' });
const YEAR = new Intl.DateTimeFormat(undefined, { year: 'numeric', month: 'short', day: 'numeric' });
const NUMBER = new Intl.NumberFormat();

export function number(value) {
  return NUMBER.format(value);
}

/** "1 message", "1,204 messages". */
export function count(value, one, many = `${one}s`) {
  return `${number(value)} ${value === 1 ? one : many}`;
}

/** A moment in local time; UTC is in its tooltip. */
export function time(iso) {
  const at = new Date(iso);
  if (!iso || Number.isNaN(at.getTime())) {
    return h('span.muted', {}, '–');
  }
  return h('time', { datetime: iso, title: utc(at) }, moment(at));
}

/** How long ago a moment was; local time and UTC are in its tooltip. */
export function ago(iso) {
  const at = new Date(iso);
  if (!iso || Number.isNaN(at.getTime())) {
    return h('span.muted', {}, 'never');
  }
  const seconds = Math.max(0, Math.round((Date.now() - at) / 1000));
  const words = seconds < 5 ? 'just now' : `${span(seconds)} ago`;
  return h('time', { datetime: iso, title: `${moment(at)} local time, ${utc(at)}` }, words);
}

function utc(at) {
  return `${at.toISOString().replace('T', ' ').replace('Z', '')} UTC`;
}

function moment(at) {
  const today = new Date();
  if (at.toDateString() === today.toDateString()) {
    return CLOCK.format(at);
  }
  return `${(at.getFullYear() === today.getFullYear() ? DAY : YEAR).format(at)}, ${CLOCK.format(at)}`;
}

/** Seconds as "45 s", "3 min", "5 h", "2 days". */
export function span(seconds) {
  if (seconds < 90) {
    return `${number(seconds)} s`;
  }
  if (seconds < 90 * 60) {
    return `${Math.round(seconds / 60)} min`;
  }
  return seconds < 48 * 3600 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86400)} days`;
}

/** Milliseconds as "7 ms", "1.25 s", "3 min". */
export function duration(ms) {
  if (ms < 1000) {
    return `${number(ms)} ms`;
  }
  return ms < 90_000 ? `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 1)} s` : span(Math.round(ms / 1000));
}

export function bytes(size) {
  if (size < 1024) {
    return count(size, 'byte');
  }
  return size < 1024 * 1024 ? `${(size / 1024).toFixed(1)} KB` : `${(size / 1024 / 1024).toFixed(1)} MB`;
}
