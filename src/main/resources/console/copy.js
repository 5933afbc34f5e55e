// A button that copies a text.

import { h } from './dom.js';
import { icon } from './icons.js';
import { tell } from './tell.js';

/** The button; `what` says aloud what is copied. */
export function copyButton(text, what, words = '') {
  return h(`button.${words ? 'small' : 'bare'}`, { type: 'button', 'aria-label': `Copy ${what}`, title: `Copy ${what}`,
    on: { click: event => copy(text, what, event.currentTarget) } }, icon('copy'), words);
}

async function copy(text, what, button) {
  try {
    await navigator.clipboard.writeText(text);
    tell(`Copied ${what}.`);
  } catch {
    select(button.parentElement.querySelector('code, pre') ?? button.parentElement);
    tell('This browser does not let the page copy. The text is selected: press Ctrl+C.');
  }
}

function select(element) {
  const range = document.createRange();
  range.selectNodeContents(element);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}
