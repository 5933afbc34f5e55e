// One run: what came of it, why, and how long each step took.

import { get, problemOf } from './api.js';
import { copyButton } from './copy.js';
import { h } from './dom.js';
import { duration, number, time } from './format.js';
import { outcomeBadge } from './icons.js';
import { detail, facts } from './list.js';
import { portalLink } from './portal.js';
import { here, link } from './route.js';
import { steps } from './steps.js';
import { supersededBy } from './superseded.js';

const RELATED = 8;
/** Runs are recorded a moment after they have ended; a link to one may be followed sooner. */
const GRACE = 10_000;
const AGAIN = 700;
const MEANING = {
  delivered: 'The other side has it.',
  queued: 'It is on disk and on its way.',
  parked: 'It is kept for a person to look at.',
  superseded: 'A newer push of the same arrived; there is nothing to do.',
  refused: 'The caller was told what is wrong; nothing was kept.',
  failed: 'It is tried again by itself.',
};

export class RunDetail {
  #changed;
  #id = '';
  #openedAt = 0;
  #run;
  #related = [];
  #problem = '';

  /** `changed` is called when there is something new to draw. */
  constructor(changed) {
    this.#changed = changed;
  }

  open(id) {
    if (id !== this.#id) {
      this.#id = id;
      this.#openedAt = Date.now();
      this.#run = undefined;
      this.#related = [];
      this.refresh();
    }
  }

  close() {
    this.#id = '';
  }

  /** These runs are new; if the one on show or one of its case is among them, it is read again. */
  seen(runs) {
    const isOf = run => run.run_id === this.#id || (this.#run?.case_id && run.case_id === this.#run.case_id);
    if (runs.some(isOf)) {
      this.refresh();
    }
  }

  async refresh() {
    const id = this.#id;
    if (!id) {
      return;
    }
    try {
      const run = await get(`runs/${encodeURIComponent(id)}`);
      this.#take(id, { run, related: await this.#alike(run) });
    } catch (failure) {
      if (failure.status === 404 && Date.now() - this.#openedAt < GRACE) {
        setTimeout(() => id === this.#id && this.refresh(), AGAIN);
        return;
      }
      this.#take(id, { run: this.#run, related: this.#related, problem: problemOf(failure) });
    }
  }

  #take(id, { run, related, problem = '' }) {
    if (id === this.#id) {
      this.#run = run;
      this.#related = related;
      this.#problem = problem;
      this.#changed();
    }
  }

  /** Other runs of the same case or, without a case, of the same incident. */
  async #alike(run) {
    const of = run.case_id ? { case: run.case_id } : { incident: run.incident_id };
    if (!run.case_id && !run.incident_id) {
      return [];
    }
    const { runs } = await get('runs', { ...of, limit: RELATED });
    return runs.filter(other => other.run_id !== run.run_id);
  }

  element() {
    if (!this.#id) {
      return null;
    }
    const run = this.#run;
    return detail('runs', 'run',
      h('h2', { tabindex: -1 }, run ? run.action || run.flow : 'Run'),
      this.#problem && h('p.problem', { role: 'alert' }, this.#problem),
      !run && !this.#problem && h('p.muted', { role: 'status' }, 'Loading …'),
      run && [this.#outcome(run), this.#parked(run), this.#facts(run), steps(run), this.#others()]);
  }

  #outcome(run) {
    return h('div.verdict', {}, h('p', {}, outcomeBadge(run.outcome), h('span.muted', {}, MEANING[run.outcome] ?? '')),
      run.superseded_by && h('p', {}, 'It was ', supersededBy(run), '.'),
      run.cause && h('p.why', {}, run.cause),
      run.failed_step && h('p.muted', {}, 'Failed at step ', h('code', {}, run.failed_step)));
  }

  #parked(run) {
    const ids = run.superseded_by ? [] : run.parked_ids ?? [];
    return ids.length > 0 && h('p.parked-links', {}, ids.map((id, index) => h('a.button', { href: link('parked', id) },
      ids.length === 1 ? 'Open the parked message' : `Open parked message ${index + 1}`)));
  }

  #facts(run) {
    return facts([
      ['Run', h('span.copyable', {}, h('code', {}, run.run_id), copyButton(run.run_id, 'the run id'))],
      ['Flow', run.flow],
      ['Case', run.case_id && h('a', { href: link('runs', run.run_id, { case: run.case_id }) }, run.case_id)],
      ['Incident', run.incident_id && h('span', {}, h('a', { href: link('runs', run.run_id, { incident: run.incident_id }) },
        h('code', {}, run.incident_id)), ' ', portalLink(run.incident_id))],
      ['Items', run.items > 0 && number(run.items)],
      ['Answer', run.status > 0 && `HTTP ${run.status}`],
      ['Started', time(run.started_at)],
      ['Took', duration(run.ms)],
    ]);
  }

  #others() {
    const filters = here().filters;
    return this.#related.length > 0 && h('section.related', {},
      h('h3', {}, this.#run.case_id ? 'Other runs of this case' : 'Other runs of this incident'),
      h('ul', {}, this.#related.map(run => h('li', { key: run.run_id }, outcomeBadge(run.outcome),
        h('a', { href: link('runs', run.run_id, filters) }, run.action || run.flow), time(run.started_at)))));
  }
}
