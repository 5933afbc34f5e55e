// The body of a parked message: to read, and to change before it is replayed.

import { copyButton } from './copy.js';
import { h } from './dom.js';
import { draft, dropDraft, hasDraft, keepDraft } from './drafts.js';
import { bytes } from './format.js';
import { fault, jsonBlock, pretty } from './json.js';
import { mayOperate } from './session.js';
import { tell } from './tell.js';

const MOST_SHOWN = 500_000;

/** The body as text; of bytes that are none, what can be read of them. */
export function textOf(message) {
  if (message.encoding !== 'base64') {
    return message.body;
  }
  const raw = Uint8Array.from(atob(message.body), character => character.charCodeAt(0));
  return new TextDecoder().decode(raw);
}

export class Body {
  #changed;
  #id = '';
  #isRaw = false;
  #isEditing = false;

  constructor(changed) {
    this.#changed = changed;
  }

  open(id) {
    this.#id = id;
    this.#isRaw = false;
    this.#isEditing = hasDraft(id);
  }

  /** What the person has written in place of the body, or undefined. */
  edited() {
    return draft(this.#id) ?? undefined;
  }

  /** The edited text has gone where it should, or the person wants it no more. */
  drop() {
    dropDraft(this.#id);
    this.#isEditing = false;
    this.#changed();
  }

  element(message) {
    const text = textOf(message);
    return h('section.body', { key: `body ${message.id}` },
      h('div.body-head', {}, h('h3', {}, 'Body', h('span.muted', {}, ` ${bytes(message.bytes)}`)), this.#tools(text)),
      message.encoding === 'base64' && h('p.muted', {}, 'Its bytes are no UTF-8 text. What cannot be read is shown as \uFFFD.'),
      this.#isEditing ? this.#editor(text) : this.#reading(text));
  }

  #tools(text) {
    const edit = () => {
      this.#isEditing = true;
      this.#changed();
      document.getElementById('edited-body')?.focus();
    };
    const turn = () => {
      this.#isRaw = !this.#isRaw;
      this.#changed();
    };
    return h('div.tools', {},
      !this.#isEditing && pretty(text) !== text && h('button.small', { type: 'button', key: 'raw',
        'aria-pressed': String(this.#isRaw), on: { click: turn } }, 'As received'),
      copyButton(text, 'the body', 'Copy'),
      !this.#isEditing && h('button.small', { type: 'button', key: 'edit', disabled: !mayOperate(), on: { click: edit } },
        'Edit'));
  }

  #reading(text) {
    const shown = this.#isRaw ? text : pretty(text);
    const cut = shown.length > MOST_SHOWN;
    return h('div', { key: this.#isRaw ? 'raw' : 'pretty' },
      jsonBlock(cut ? shown.slice(0, MOST_SHOWN) : shown, { 'aria-label': 'Body' }),
      cut && h('p.muted', {}, `The first ${bytes(MOST_SHOWN)} are shown. Copy takes all.`));
  }

  #editor(original) {
    const area = h('textarea.json', { id: 'edited-body', spellcheck: 'false', rows: 18, 'aria-label': 'Edited body',
      'aria-describedby': 'body-fault', on: { input: event => this.#typed(event.target.value) } });
    area.value = draft(this.#id) ?? pretty(original);
    return h('div.editor', { key: 'editor', keep: true }, area, this.#fault(area.value),
      h('button.small', { type: 'button', on: { click: () => this.drop() } }, 'Discard changes'));
  }

  #fault(text) {
    return h('p.fault', { id: 'body-fault', role: 'status' }, this.#words(text));
  }

  #words(text) {
    const wrong = fault(text);
    return wrong ? `No valid JSON yet: ${wrong}` : 'Valid JSON. Your changes stay in this tab until you replay or discard them.';
  }

  #typed(text) {
    if (!keepDraft(this.#id, text)) {
      tell('The browser has no room to keep this text. Copy it before you leave.', 'bad');
    }
    document.getElementById('body-fault').textContent = this.#words(text);
    this.#changed();
  }
}
