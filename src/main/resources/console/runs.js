// The list of runs: what has happened, the newest first, as it happens.

import { get, problemOf } from './api.js';
import { h, show } from './dom.js';
import { Feed } from './feed.js';
import { FilterBar } from './filters.js';
import { count, duration, number, time } from './format.js';
import { outcomeBadge } from './icons.js';
import { brief, empty, row, subject, table } from './list.js';
import { link, replace } from './route.js';
import { RunDetail } from './run.js';
import { maySettle, supersededBy } from './superseded.js';

const PAGE = 50;
const MOST = 500;
const FLOWS = ['case-webhook', 'case-delivery', 'alert-webhook', 'alert-delivery', 'sentinel-events', 'sentinel-incidents',
    'replay'];
const OUTCOMES = ['delivered', 'queued', 'parked', 'superseded', 'refused', 'failed'];
const SINCE = [['', 'Any time'], ['15m', 'Last 15 minutes'], ['1h', 'Last hour'], ['24h', 'Last 24 hours'],
  ['7d', 'Last 7 days']];
const MANY = 'So many in one second that they are shown as one';
const SECONDS = { m: 60, h: 3600, d: 86400 };
const COLUMNS = [['when', 'Started'], ['outcome', 'Outcome'], ['flow', 'Flow'], ['subject', 'Case → incident'],
  ['items', 'Items'], ['took', 'Took'], ['cause', 'Cause']];

/** The question that filters of the page are for the API: since how long is from when. */
export function question({ since = '', ...filters }) {
  const [, amount, unit] = since.match(/^(\d+)([mhd])$/) ?? [];
  return amount ? { ...filters, from: new Date(Date.now() - amount * SECONDS[unit] * 1000).toISOString() } : filters;
}

export class RunsView {
  title = 'Runs';
  #root;
  #bar;
  #detail;
  #route;
  #feed;
  #runs = [];
  #waiting = [];
  #fresh = new Set();
  #next = '';
  #live = true;
  #problem = '';
  #loaded = false;

  constructor(root, route) {
    this.#root = root;
    this.#route = route;
    this.#bar = new FilterBar('Filter runs', [
      { name: 'outcome', label: 'Outcome', options: [['', 'All outcomes'], ...OUTCOMES.map(name => [name, name])] },
      { name: 'flow', label: 'Flow', options: [['', 'All flows'], ...FLOWS.map(name => [name, name])] },
      { name: 'since', label: 'Started', options: SINCE },
      { name: 'case', label: 'Case', hint: 'id' },
      { name: 'incident', label: 'Incident', hint: 'id' },
      { name: 'text', label: 'Text', hint: 'in cause, ids or action' },
    ], values => replace(link('runs', this.#route.id, values)));
    this.#bar.set(route.filters);
    this.#detail = new RunDetail(() => this.#draw());
    this.#detail.open(route.id);
    this.#draw();
    this.#load();
  }

  /** The page's address has changed. */
  go(route) {
    const isSame = JSON.stringify(route.filters) === JSON.stringify(this.#route.filters);
    this.#route = route;
    this.#bar.set(route.filters);
    this.#detail.open(route.id);
    if (!isSame) {
      this.#load();
    }
    this.#draw();
  }

  close() {
    this.#feed?.stop();
    this.#bar.close();
    this.#detail.close();
  }

  /** The bridge is there again. */
  again() {
    this.#load();
    this.#detail.refresh();
  }

  async #load() {
    const filters = this.#route.filters;
    this.#feed?.stop();
    await this.#attempt(filters, {}, ({ runs, next }) => {
      this.#runs = runs;
      this.#next = next;
      this.#waiting = [];
      this.#loaded = true;
    });
    if (this.#route.filters === filters) {
      this.#follow();
    }
  }

  #older() {
    const last = this.#runs.at(-1);
    const from = this.#next ? { before: this.#next } : { to: last.started_at };
    this.#attempt(this.#route.filters, from, ({ runs, next }) => {
      const known = new Set(this.#runs.map(run => run.run_id));
      this.#runs.push(...runs.filter(run => !known.has(run.run_id)));
      this.#next = next;
    });
  }

  /** Asks for a page, and takes it unless other filters were set meanwhile. */
  async #attempt(filters, more, take) {
    try {
      const page = await get('runs', { ...question(filters), ...more, limit: PAGE });
      if (this.#route.filters === filters) {
        take(page);
        this.#problem = '';
      }
    } catch (failure) {
      this.#problem = problemOf(failure);
    }
    this.#draw();
  }

  #follow() {
    this.#feed?.stop();
    this.#feed = undefined;
    if (this.#live) {
      this.#feed = new Feed(question(this.#route.filters), runs => this.#arrived(runs), () => this.#catchUp());
      this.#feed.start();
    }
  }

  /** Runs that came while nobody listened. If there are more than a page, the list starts anew: it has no holes. */
  #catchUp() {
    this.#attempt(this.#route.filters, {}, ({ runs, next }) => {
      const known = new Set(this.#runs.map(run => run.run_id));
      if (runs.length === PAGE && !runs.some(run => known.has(run.run_id))) {
        this.#runs = runs;
        this.#next = next;
        this.#waiting = [];
      } else {
        this.#take([...runs].reverse());
      }
    });
  }

  #arrived(runs) {
    this.#take(runs);
    this.#detail.seen(runs);
    this.#draw();
    if (maySettle(runs, this.#runs)) {
      this.#catchUp();
    }
  }

  /** New ones come in at the top if the person is there; else they wait, so that nothing moves away under the pointer. */
  #take(runs) {
    const place = new Map(this.#runs.map((run, index) => [run.run_id, index]));
    const added = runs.filter(run => !place.has(run.run_id));
    runs.filter(run => place.has(run.run_id)).forEach(run => { this.#runs[place.get(run.run_id)] = run; });
    const waiting = new Set(this.#waiting.map(run => run.run_id));
    this.#waiting.push(...added.filter(run => !waiting.has(run.run_id)));
    if (!this.#isReading()) {
      this.#bringIn();
    }
  }

  #bringIn() {
    this.#fresh = new Set(this.#waiting.map(run => run.run_id));
    this.#runs = [...this.#waiting.reverse(), ...this.#runs];
    this.#waiting = [];
    if (this.#runs.length > MOST) {
      this.#runs.length = MOST;
      this.#next = '';
    }
  }

  #isReading() {
    return scrollY > 200 || Boolean(document.activeElement?.closest('.list tbody'));
  }

  #draw() {
    this.#root.classList.toggle('opened', Boolean(this.#route.id));
    show(this.#root,
      h('div.head', { key: 'head' }, h('h1', {}, 'Runs'), h('p.count', { role: 'status' }, this.#words()), this.#liveButton()),
      this.#bar.element,
      this.#problem && h('p.problem', { key: 'problem', role: 'alert' }, this.#problem),
      h('div.split', { key: 'split' }, this.#list(), this.#detail.element()));
  }

  #words() {
    if (!this.#loaded) {
      return 'Loading …';
    }
    const more = this.#hasOlder() ? 'the newest ' : '';
    return this.#runs.length === 0 ? 'none' : `${more}${count(this.#runs.length, 'run')}`;
  }

  #hasOlder() {
    return Boolean(this.#next) || this.#runs.length >= MOST;
  }

  #liveButton() {
    const toggle = () => {
      this.#live = !this.#live;
      this.#follow();
      if (this.#live) {
        this.#catchUp();
      }
      this.#draw();
    };
    return h('button.live', { type: 'button', 'aria-pressed': String(this.#live), on: { click: toggle } },
      h('span.dot', { 'aria-hidden': 'true' }), this.#live ? 'Live' : 'Paused');
  }

  #list() {
    const waiting = this.#waiting.length;
    const bringIn = () => {
      this.#bringIn();
      this.#draw();
      scrollTo({ top: 0 });
    };
    return h('section.rows', { 'aria-label': 'List of runs', key: 'rows' },
      h('div.waiting', { key: 'waiting', role: 'status' },
        waiting > 0 && h('button', { type: 'button', on: { click: bringIn } }, `Show ${count(waiting, 'new run')}`)),
      this.#runs.length > 0 ? table('Runs', COLUMNS, this.#runs.map(run => this.#row(run))) : this.#nothing(),
      this.#runs.length > 0 && this.#hasOlder()
        && h('button.more', { type: 'button', key: 'more', on: { click: () => this.#older() } }, 'Show older runs'));
  }

  #row(run) {
    const to = link('runs', run.run_id, this.#route.filters);
    return row(run.run_id, to, run.run_id === this.#route.id, [
      ['when', h('a', { href: to }, time(run.started_at))],
      ['outcome', outcomeBadge(run.outcome)],
      ['flow', h('span.name', {}, run.flow), run.action && h('span.action', {}, run.action),
        run.runs > 1 && h('span.action', { title: MANY }, `${number(run.runs)} runs`)],
      ['subject', subject(run)],
      ['items', run.items > 0 ? number(run.items) : ''],
      ['took', duration(run.ms)],
      ['cause', run.superseded_by ? supersededBy(run) : brief(run.cause)],
    ], this.#fresh.has(run.run_id) ? '.fresh' : '');
  }

  #nothing() {
    if (!this.#loaded) {
      return null;
    }
    if (Object.keys(this.#route.filters).length > 0) {
      return empty('No run matches these filters.', 'Clear a filter, or take a longer time.');
    }
    return empty('Nothing has run yet.',
      h('span', {}, 'Connect Kibana: ', h('a', { href: '#/setup' }, 'Setup'), ' has the URLs, headers and JSON to paste.'),
      'Runs appear here by themselves as soon as Kibana calls.');
  }
}
