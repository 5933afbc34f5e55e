// One parked message: why it is here, what is in it, and what to do with it.

import { get, post, problemOf } from './api.js';
import { Body } from './body.js';
import { copyButton } from './copy.js';
import { discard } from './discard.js';
import { h } from './dom.js';
import { bytes, count, time } from './format.js';
import { icon, outcomeBadge } from './icons.js';
import { detail, facts } from './list.js';
import { portalLink } from './portal.js';
import { here, link } from './route.js';
import { lookOnly, mayOperate } from './session.js';
import { runOf } from './superseded.js';
import { tell } from './tell.js';

export class ParkedDetail {
  #changed;
  #moved;
  #body;
  #id = '';
  #message;
  #isGone = false;
  #newer = '';
  #isBusy = false;
  #result;
  #problem = '';

  /** `changed` is called when there is something new to draw, `moved` when a message has left the list or come to it. */
  constructor(changed, moved) {
    this.#changed = changed;
    this.#moved = moved;
    this.#body = new Body(changed);
  }

  open(id) {
    if (id !== this.#id) {
      this.#id = id;
      this.#message = undefined;
      this.#isGone = false;
      this.#newer = '';
      this.#result = undefined;
      this.#problem = '';
      this.#body.open(id);
      this.refresh();
    }
  }

  close() {
    this.#id = '';
  }

  async refresh() {
    const id = this.#id;
    if (!id) {
      return;
    }
    try {
      const message = await get(`parked/${encodeURIComponent(id)}`);
      this.#take(id, () => { this.#message = message; this.#isGone = false; this.#problem = ''; });
    } catch (failure) {
      this.#take(id, () => {
        this.#isGone = failure.status === 404;
        this.#newer = runOf(failure.message);
        this.#problem = this.#isGone ? '' : problemOf(failure);
      });
    }
  }

  #take(id, change) {
    if (id === this.#id) {
      change();
      this.#changed();
    }
  }

  element() {
    if (!this.#id) {
      return null;
    }
    const message = this.#message;
    return detail('parked', 'parked message',
      h('h2', { tabindex: -1 }, message ? message.action || message.flow : 'Parked message'),
      this.#outcome(),
      this.#problem && h('p.problem', { role: 'alert' }, this.#problem),
      this.#isGone && this.#gone(),
      message && [this.#why(message), this.#older(message), !this.#isGone && this.#actions(), this.#facts(message),
        this.#body.element(message), this.#tries(message)]);
  }

  #outcome() {
    const result = this.#result;
    return h('div.result', { role: 'status', key: 'result' }, result && h('p.verdict', {}, outcomeBadge(result.outcome),
      h('span', {}, result.message), result.run_id && h('a', { href: link('runs', result.run_id) }, 'Open the run')));
  }

  #gone() {
    if (this.#newer) {
      return h('p.gone', { key: 'gone' }, 'This message is no longer parked: it was superseded by run ',
        h('a', { href: link('runs', this.#newer) }, h('code', {}, this.#newer)), '. There is nothing to do.');
    }
    const run = this.#message?.run_id ?? this.#id;
    return h('p.gone', { key: 'gone' }, 'This message is no longer parked: it was replayed or discarded. ',
      h('a', { href: link('runs', '', { text: run }) }, 'Look in the runs'));
  }

  #why(message) {
    return h('div.verdict', { key: 'why' },
      h('p', {}, outcomeBadge('parked'), h('span.muted', {}, `after ${count(message.attempts, 'attempt')}`)),
      h('p.why', {}, message.cause), message.step && h('p.muted', {}, 'Failed at step ', h('code', {}, message.step)));
  }

  /** Order matters within an incident: what came first must be there first. */
  #older(message) {
    const older = message.older ?? [];
    return older.length > 0 && h('p.older', { key: 'older' },
      `${count(older.length, 'older message')} of the same incident ${older.length === 1 ? 'is' : 'are'} parked. `,
      'Replayed alone, this one comes before. ', h('a', { href: link('parked', older[0], here().filters) }, 'Open the oldest'));
  }

  #actions() {
    const off = !mayOperate() || this.#isBusy;
    const isEdited = this.#body.edited() !== undefined;
    return h('div.actions', { key: 'actions' },
      h('button.primary', { type: 'button', disabled: off, on: { click: () => this.#replay() } }, icon('again'),
        this.#isBusy ? 'Replaying …' : isEdited ? 'Replay edited body' : 'Replay'),
      h('button', { type: 'button', disabled: off, on: { click: () => this.#discard() } }, icon('bin'), 'Discard …'),
      lookOnly());
  }

  async #replay() {
    const id = this.#id;
    const edited = this.#body.edited();
    this.#isBusy = true;
    this.#changed();
    let done;
    try {
      done = await post(`parked/${encodeURIComponent(id)}/replay`, edited === undefined ? {} : { body: edited });
    } catch (failure) {
      done = { outcome: 'failed', message: failure.message };
    }
    this.#isBusy = false;
    if (id === this.#id) {
      this.#result = done;
      if (done.outcome === 'delivered' || done.outcome === 'queued') {
        this.#body.drop();
      }
    }
    this.#changed();
    this.#moved();
  }

  async #discard() {
    const done = await discard('this message', `parked/${encodeURIComponent(this.#id)}/discard`, {}, 'message');
    if (done) {
      this.#body.drop();
      tell('Discarded 1 message.');
      location.hash = link('parked', '', here().filters);
      this.#moved();
    }
  }

  #facts(message) {
    const code = (value, what) => h('span.copyable', {}, h('code', {}, value), copyButton(value, what));
    return facts([
      ['Message', code(message.id, 'the message id')],
      ['Run', h('a', { href: link('runs', message.run_id) }, h('code', {}, message.run_id))],
      ['Flow', message.flow],
      ['Case', message.case_id && h('a', { href: link('runs', '', { case: message.case_id }) }, message.case_id)],
      ['Incident', message.incident_id && h('span', {}, h('a', { href: link('runs', '', { incident: message.incident_id }) },
        h('code', {}, message.incident_id)), ' ', portalLink(message.incident_id))],
      ['Parked', time(message.parked_at)],
      ['Size', bytes(message.bytes)],
    ]);
  }

  #tries(message) {
    const replays = message.replays ?? [];
    return replays.length > 0 && h('section.related', { key: 'tries' }, h('h3', {}, 'Replays so far'),
      h('ul', {}, replays.map(({ at, outcome, message: words }) => h('li', {}, outcomeBadge(outcome), h('span', {}, words),
        time(at)))));
  }
}
