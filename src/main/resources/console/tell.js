// Short words at the foot of the page, also read aloud by screen readers.

import { h, show } from './dom.js';

const STAYS = 6_000;
let timer;

/** Says something that needs no answer. */
export function tell(words, look = 'calm') {
  const place = document.getElementById('told');
  show(place, h(`p.${look}`, {}, words));
  clearTimeout(timer);
  timer = setTimeout(() => show(place), STAYS);
}
