// Which bridge this is, and what the key that the browser has sent may do there.

import { get } from './api.js';
import { h } from './dom.js';
import { icon } from './icons.js';

const LOOK = 'This key may only look. To replay, discard or check, sign in with management.key.';
const SANDBOX = 'Local stand-ins take the place of Azure, Elasticsearch and Kibana';
let known = { right: 'operate', sandbox: false, portal_link: '' };

/** Asks the bridge. Until it has answered, the person may do everything; the bridge has the last word anyway. */
export async function learn() {
  known = { ...known, ...await get('setup') };
}

export function session() {
  return known;
}

export function mayOperate() {
  return known.right === 'operate';
}

/** Beside the navigation: where one is, and whether one may only look. */
export function sessionBadges() {
  return [
    known.sandbox && h('span.badge.calm', { title: SANDBOX }, 'Sandbox'),
    !mayOperate() && h('span.badge.mild', { title: LOOK }, icon('eye'), 'Read only'),
  ];
}

/** Says why the buttons beside it cannot be pressed. */
export function lookOnly() {
  return mayOperate() ? null : h('p.look-only', {}, icon('eye'), LOOK);
}
