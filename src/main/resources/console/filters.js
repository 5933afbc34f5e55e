// The row of filters above a list. What is set there is in the page's address too.

import { h } from './dom.js';

const TYPING = 300;

/**
 * Fields are {name, label, options: [[value, words], ...]} for a choice, or {name, label, hint} for a text.
 * `changed` is called with the values, texts a moment after the last key.
 */
export class FilterBar {
  #fields;
  #changed;
  #timer;
  #controls = {};
  #clear;
  element;

  constructor(label, fields, changed) {
    this.#fields = fields;
    this.#changed = changed;
    this.#clear = h('button.quiet', { type: 'button', hidden: true, on: { click: () => this.#empty() } }, 'Clear filters');
    this.element = h('form.filters', { role: 'search', 'aria-label': label, key: 'filters',
      on: { submit: event => this.#submit(event) } },
      fields.map(field => this.#field(field)), this.#clear);
  }

  #field({ name, label, options, hint = '' }) {
    const control = options
      ? h('select', { on: { change: () => this.#tell() } }, options.map(([value, words]) => h('option', { value }, words)))
      : h('input', { type: 'search', maxlength: 256, placeholder: hint, autocomplete: 'off', spellcheck: 'false',
        on: { input: () => this.#soon() } });
    this.#controls[name] = control;
    control.id = `filter-${name}`;
    return h(`div.field.${options ? 'choice' : 'text'}`, {}, h('label', { for: control.id }, label), control);
  }

  /** Shows these values, as when the person comes by a link or goes back. */
  set(values) {
    for (const { name, options } of this.#fields) {
      const control = this.#controls[name];
      const value = values[name] ?? '';
      if (options && value && ![...control.options].some(option => option.value === value)) {
        control.append(h('option', { value }, value));
      }
      if (control.value.trim() !== value) {
        control.value = value;
      }
    }
    this.#clear.hidden = Object.keys(this.values()).length === 0;
  }

  values() {
    const pairs = Object.entries(this.#controls).map(([name, control]) => [name, control.value.trim()]);
    return Object.fromEntries(pairs.filter(([, value]) => value));
  }

  #soon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#tell(), TYPING);
  }

  #tell() {
    clearTimeout(this.#timer);
    this.#changed(this.values());
  }

  #submit(event) {
    event.preventDefault();
    this.#tell();
  }

  #empty() {
    Object.values(this.#controls).forEach(control => { control.value = ''; });
    this.#tell();
    Object.values(this.#controls)[0].focus();
  }

  /** A text that waits to be told is not told any more. */
  close() {
    clearTimeout(this.#timer);
  }
}
