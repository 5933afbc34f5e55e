// Questions before something that cannot be taken back.

import { h } from './dom.js';

/**
 * Asks, and gives what was answered: false, or the text of the field (true without one). The field, if any, must be filled.
 * The browser's own dialog keeps the focus inside and gives it back.
 */
export function ask({ title, words, yes, field, danger = false }) {
  return new Promise(resolve => {
    const input = field && h('textarea', { id: 'ask-field', rows: 3, maxlength: 1000, 'aria-describedby': 'ask-hint' });
    const no = h('button', { type: 'button', on: { click: () => dialog.close() } }, 'Cancel');
    const form = h('form', { method: 'dialog', on: { submit: event => submit(event) } },
      h('h2', { id: 'ask-title' }, title), words.map(word => h('p', {}, word)),
      input && h('div.field', {}, h('label', { for: 'ask-field' }, field.label), input,
        h('p.hint', { id: 'ask-hint' }, field.hint)),
      h('div.buttons', {}, no, h(`button.${danger ? 'danger' : 'primary'}`, { type: 'submit' }, yes)));
    const dialog = h('dialog', { 'aria-labelledby': 'ask-title', on: { close: () => end() } }, form);
    let answer = false;

    function submit(event) {
      if (input && !input.value.trim()) {
        event.preventDefault();
        input.setCustomValidity(field.missing);
        input.reportValidity();
        input.addEventListener('input', () => input.setCustomValidity(''), { once: true });
      } else {
        answer = input ? input.value.trim() : true;
      }
    }

    function end() {
      dialog.remove();
      resolve(answer);
    }

    document.body.append(dialog);
    dialog.showModal();
    (input ?? no).focus();
  });
}
