// The list of parked messages: what could not be delivered and waits for a person.

import { get, problemOf } from './api.js';
import { ask } from './ask.js';
import { h, show } from './dom.js';
import { hasDraft } from './drafts.js';
import { FilterBar } from './filters.js';
import { bytes, count, time } from './format.js';
import { icon } from './icons.js';
import { job } from './job.js';
import { brief, empty, row, subject, table } from './list.js';
import { ParkedDetail } from './message.js';
import { link, replace } from './route.js';
import { lookOnly, mayOperate } from './session.js';
import { tell } from './tell.js';
import { discard } from './discard.js';

const EVERY = 3_000;
const PAGE = 50;
const FLOWS = ['case-webhook', 'case-delivery', 'alert-webhook', 'alert-delivery', 'sentinel-events', 'sentinel-incidents'];
const COLUMNS = [['choose', 'Select'], ['when', 'Parked'], ['flow', 'Flow'], ['step', 'Failed step'],
  ['subject', 'Case → incident'], ['tries', 'Tries'], ['size', 'Size'], ['cause', 'Cause']];

export class ParkedView {
  title = 'Parked';
  #root;
  #route;
  #bar;
  #detail;
  #timer;
  #parked = [];
  #total = 0;
  #next = '';
  #pages = 1;
  #chosen = new Set();
  #problem = '';
  #loaded = false;

  constructor(root, route) {
    this.#root = root;
    this.#route = route;
    this.#bar = new FilterBar('Filter parked messages', [
      { name: 'flow', label: 'Flow', options: [['', 'All flows'], ...FLOWS.map(name => [name, name])] },
      { name: 'step', label: 'Failed step', hint: 'id' },
      { name: 'case', label: 'Case', hint: 'id' },
      { name: 'incident', label: 'Incident', hint: 'id' },
      { name: 'text', label: 'Text', hint: 'in cause, ids or action' },
    ], values => replace(link('parked', this.#route.id, values)));
    this.#bar.set(route.filters);
    this.#detail = new ParkedDetail(() => this.#draw(), () => this.again());
    this.#detail.open(route.id);
    job.addEventListener('change', this.#ofJob);
    this.#draw();
    this.#poll();
  }

  go(route) {
    if (JSON.stringify(route.filters) !== JSON.stringify(this.#route.filters)) {
      this.#pages = 1;
      this.#chosen.clear();
    }
    this.#route = route;
    this.#bar.set(route.filters);
    this.#detail.open(route.id);
    this.again();
    this.#draw();
  }

  close() {
    clearTimeout(this.#timer);
    job.removeEventListener('change', this.#ofJob);
    this.#bar.close();
    this.#detail.close();
  }

  again() {
    clearTimeout(this.#timer);
    this.#poll();
    this.#detail.refresh();
  }

  #ofJob = () => this.#draw();

  async #poll() {
    const mine = this.#timer = setTimeout(() => this.#poll(), EVERY);
    if (!document.hidden || !this.#loaded) {
      await this.#load();
    }
    if (mine !== this.#timer) {
      clearTimeout(mine);
    }
  }

  async #load() {
    const { filters } = this.#route;
    try {
      let page = await get('parked', { ...filters, limit: PAGE });
      const all = [...page.parked];
      for (let i = 1; i < this.#pages && page.next; i++) {
        page = await get('parked', { ...filters, limit: PAGE, before: page.next });
        all.push(...page.parked);
      }
      if (filters !== this.#route.filters) {
        return;
      }
      this.#parked = all;
      this.#total = page.total;
      this.#next = page.next;
      this.#problem = '';
      const there = new Set(all.map(message => message.id));
      this.#chosen = new Set([...this.#chosen].filter(id => there.has(id)));
    } catch (failure) {
      this.#problem = problemOf(failure);
    }
    this.#loaded = true;
    this.#draw();
  }

  #draw() {
    this.#root.classList.toggle('opened', Boolean(this.#route.id));
    show(this.#root,
      h('div.head', { key: 'head' }, h('h1', {}, 'Parked'), h('p.count', { role: 'status' }, this.#words()), this.#actions()),
      h('div', { key: 'look-only' }, lookOnly()),
      this.#bar.element,
      this.#problem && h('p.problem', { key: 'problem', role: 'alert' }, this.#problem),
      h('div.split', { key: 'split' }, this.#list(), this.#detail.element()));
  }

  #words() {
    if (!this.#loaded) {
      return 'Loading …';
    }
    return this.#total === 0 ? 'none' : count(this.#total, 'message');
  }

  #isFiltered() {
    return Object.keys(this.#route.filters).length > 0;
  }

  /** What the buttons above the list are about: the chosen ones, else all of the filter. */
  #aim() {
    const ids = [...this.#chosen];
    if (ids.length > 0) {
      const words = `the ${count(ids.length, 'selected message')}`;
      return { number: ids.length, filter: { ids }, name: `${ids.length} selected`, words };
    }
    const words = this.#isFiltered()
      ? `all ${count(this.#total, 'message')} of this filter` : `all ${count(this.#total, 'parked message')}`;
    return { number: this.#total, filter: { ...this.#route.filters }, name: `all ${this.#total}`, words };
  }

  #actions() {
    const aim = this.#aim();
    const off = aim.number === 0 || !mayOperate() || job.isRunning;
    return h('div.actions', {},
      h('button', { type: 'button', disabled: off, on: { click: () => this.#replay(aim) } }, icon('again'),
        `Replay ${aim.name} …`),
      h('button', { type: 'button', disabled: off, on: { click: () => this.#discard(aim) } }, icon('bin'),
        `Discard ${aim.name} …`));
  }

  async #replay(aim) {
    const answer = await ask({
      title: `Replay ${aim.words}?`,
      words: ['They are sent again one after the other, the oldest first. What is delivered leaves this list. What fails stays,'
        + ' with its new cause.', 'You can stop in between.'],
      yes: `Replay ${count(aim.number, 'message')}`,
    });
    if (answer) {
      await job.run(aim.filter, aim.number);
      this.#chosen.clear();
      this.again();
    }
  }

  async #discard(aim) {
    const done = await discard(aim.words, 'parked/discard', aim.filter, count(aim.number, 'message'));
    if (done) {
      tell(`Discarded ${count(done.discarded ?? aim.number, 'message')}.`);
      this.#chosen.clear();
      this.again();
    }
  }

  #list() {
    const more = () => {
      this.#pages++;
      this.#load();
    };
    return h('section.rows', { 'aria-label': 'List of parked messages', key: 'rows' },
      this.#parked.length > 0
        ? table('Parked messages', COLUMNS, this.#parked.map(message => this.#row(message))) : this.#nothing(),
      this.#next && h('button.more', { type: 'button', key: 'more', on: { click: more } }, 'Show older messages'));
  }

  #row(message) {
    const to = link('parked', message.id, this.#route.filters);
    return row(message.id, to, message.id === this.#route.id, [
      ['choose', this.#checkbox(message)],
      ['when', h('a', { href: to }, time(message.parked_at))],
      ['flow', h('span.name', {}, message.flow), message.action && h('span.action', {}, message.action)],
      ['step', brief(message.step)],
      ['subject', subject(message)],
      ['tries', message.attempts],
      ['size', bytes(message.bytes)],
      ['cause', hasDraft(message.id) && h('span.badge.warn', {}, icon('pen'), 'edited'), brief(message.cause)],
    ]);
  }

  #checkbox(message) {
    const box = h('input', { type: 'checkbox', disabled: !mayOperate(),
      'aria-label': `Select the message of ${message.flow} ${message.case_id}`,
      on: { change: event => this.#choose(message.id, event.target.checked) } });
    box.checked = this.#chosen.has(message.id);
    return h('label', {}, box);
  }

  #choose(id, isChosen) {
    if (isChosen) {
      this.#chosen.add(id);
    } else {
      this.#chosen.delete(id);
    }
    this.#draw();
  }

  #nothing() {
    if (!this.#loaded) {
      return null;
    }
    if (this.#isFiltered()) {
      return empty('No parked message matches these filters.', 'Clear a filter to see the others.');
    }
    return empty('Nothing is parked.',
      'What cannot be delivered comes here with its cause, and stays until you replay or discard it.');
  }
}
