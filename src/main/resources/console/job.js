// Replaying many messages: one at a time, with a result for each, until all are done or a person stops it. It goes on while the
// person looks at something else in the console.

import { lines } from './api.js';
import { h, show } from './dom.js';
import { count } from './format.js';
import { icon, outcomeBadge } from './icons.js';
import { brief } from './list.js';
import { link } from './route.js';

const SHOWN = 200;
const GONE = ['delivered', 'queued', 'superseded'];

class Job extends EventTarget {
  #stop;
  #total = 0;
  #results = [];
  #tally = {};
  #end = '';
  #problem = false;

  get isRunning() {
    return Boolean(this.#stop);
  }

  /** Replays what the filter finds; ends with its end. */
  async run(filter, total) {
    this.#stop = new AbortController();
    this.#total = total;
    this.#results = [];
    this.#tally = {};
    this.#end = '';
    this.#problem = false;
    this.#draw();
    try {
      await this.#read(filter);
    } catch (failure) {
      const isStopped = this.#stop.signal.aborted;
      this.#problem = !isStopped;
      this.#end = `${isStopped ? 'Stopped.' : `Broke off: ${failure.message}`} What was not sent stays parked.`;
    }
    this.#stop = undefined;
    this.#draw();
  }

  async #read(filter) {
    for await (const line of lines('parked/replay', filter, this.#stop.signal)) {
      if (line.id === undefined) {
        this.#end = line.message ?? 'Done.';
      } else {
        this.#results.unshift(line);
        this.#tally[line.outcome] = (this.#tally[line.outcome] ?? 0) + 1;
      }
      this.#draw();
    }
    if (!this.#end) {
      throw new Error('the connection was lost.');
    }
  }

  #draw() {
    const done = this.#results.length;
    show(document.getElementById('job'), h('section.job', { 'aria-label': 'Replay', key: 'job' },
      h('div.job-head', {}, h('h2', {}, this.isRunning ? 'Replaying' : 'Replay'),
        h('progress', { max: this.#total, value: Math.min(done, this.#total), 'aria-label': 'Messages replayed' }),
        h('span.job-count', {}, `${done} of ${count(this.#total, 'message')}`), this.#button()),
      h('p.job-tally', { role: 'status' },
        Object.entries(this.#tally).map(([outcome, times]) => h('span', {}, outcomeBadge(outcome), times)),
        this.#end && h(`span.${this.#problem ? 'bad' : 'end'}`, {}, this.#end)),
      h('ol.job-results', { tabindex: 0, 'aria-label': 'Results' },
        this.#results.slice(0, SHOWN).map(result => this.#result(result)))));
    this.dispatchEvent(new Event('change'));
  }

  #result(result) {
    return h('li', { key: result.id }, outcomeBadge(result.outcome), h('a', { href: this.#link(result) }, result.id.slice(0, 8)),
      brief(result.message));
  }

  /** What was delivered is no longer parked; its run tells the rest. */
  #link({ id, outcome, run_id: run }) {
    return run && GONE.includes(outcome) ? link('runs', run) : link('parked', id);
  }

  #button() {
    const close = () => show(document.getElementById('job'));
    return this.isRunning
      ? h('button.danger', { type: 'button', key: 'stop', on: { click: () => this.#stop.abort() } }, 'Stop')
      : h('button', { type: 'button', key: 'close', on: { click: close } }, icon('cross'), 'Close');
  }
}

export const job = new Job();

addEventListener('beforeunload', event => {
  if (job.isRunning) {
    event.preventDefault();
  }
});
