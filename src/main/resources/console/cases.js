// The cases that wait to be written to Sentinel: what of them waits, until when, and which need a person.

import { get, post, problemOf } from './api.js';
import { h, show } from './dom.js';
import { ago, count, number, time } from './format.js';
import { icon } from './icons.js';
import { empty, row, subject, table } from './list.js';
import { link } from './route.js';
import { lookOnly, mayOperate } from './session.js';
import { tell } from './tell.js';

const EVERY = 3_000;
const MOST = 200;
const COLUMNS = [['when', 'Waits since'], ['subject', 'Case → incident'], ['what', 'What waits'], ['expected', 'Expected'],
  ['cause.trouble', 'What to do'], ['act', 'Try']];

/** "3 cases wait for Sentinel, …", as it stands above other pages; nothing if none waits. */
export function waitingLine({ waiting, in_trouble: troubles, expected_end: end }) {
  const words = `${count(waiting, 'case')} ${waiting === 1 ? 'waits' : 'wait'} to be written to Sentinel`;
  return waiting > 0 && h(`p${troubles > 0 ? '.bad' : '.calm'}`, {}, icon(troubles > 0 ? 'warning' : 'clock'), h('span', {},
    words, troubles > 0 ? `, ${number(troubles)} of them until a person has done something. `
      : [', expected by ', time(end), '. '], h('a', { href: link('cases') }, 'Show cases')));
}

export class CasesView {
  title = 'Cases';
  #root;
  #timer;
  #answer;
  #problem = '';
  #isOpen = true;

  constructor(root) {
    this.#root = root;
    this.#draw();
    this.again();
  }

  go() {}

  close() {
    this.#isOpen = false;
    clearTimeout(this.#timer);
  }

  async again() {
    clearTimeout(this.#timer);
    const mine = this.#timer = setTimeout(() => this.again(), EVERY);
    if (!(document.hidden && this.#answer)) {
      try {
        this.#answer = await get('cases', { limit: MOST });
        this.#problem = '';
      } catch (failure) {
        this.#problem = problemOf(failure);
      }
    }
    if (!this.#isOpen || mine !== this.#timer) {
      clearTimeout(mine);
    }
    this.#draw();
  }

  #draw() {
    if (!this.#isOpen) {
      return;
    }
    const cases = this.#answer?.cases ?? [];
    show(this.#root,
      h('div.head', { key: 'head' }, h('h1', {}, 'Cases'), h('p.count', { role: 'status' }, this.#words())),
      h('div', { key: 'look-only' }, lookOnly()),
      this.#problem && h('p.problem', { key: 'problem', role: 'alert' }, this.#problem),
      this.#pause(),
      this.#answer && h('section.rows', { 'aria-label': 'List of waiting cases', key: 'rows' },
        cases.length > 0 ? table('Waiting cases', COLUMNS, cases.map(line => this.#row(line)))
          : empty('No case waits.', 'What Sentinel cannot take at once waits here, and is written in its order.')));
  }

  #words() {
    const answer = this.#answer;
    if (!answer) {
      return 'Loading …';
    }
    const shown = answer.cases.length;
    const troubles = answer.in_trouble;
    return [shown < answer.waiting ? `${number(answer.waiting)} waiting, the oldest ${number(shown)} shown`
      : shown === 0 ? 'none wait' : `${number(shown)} waiting`,
    troubles > 0 && `${number(troubles)} of them ${troubles === 1 ? 'needs' : 'need'} a person`].filter(Boolean).join(', ');
  }

  #pause() {
    const answer = this.#answer;
    return answer?.paused_until && h('p.paused', { key: 'paused' }, icon('pause'), h('span', {}, 'Sentinel takes nothing before ',
      time(answer.paused_until), ': ', answer.paused_by));
  }

  #row(line) {
    const to = link('runs', '', line.case_id ? { case: line.case_id } : { incident: line.incident_id });
    return row(line.incident_id, to, false, [
      ['when', h('a', { href: to }, ago(line.since))],
      ['subject', subject(line)],
      ['what', [line.state && 'the case', line.comments > 0 && count(line.comments, 'comment')].filter(Boolean).join(', ')],
      ['expected', line.trouble ? '' : time(line.expected)],
      ['cause.trouble', line.trouble && h('span', {}, line.trouble, ' Since ', time(line.trouble_since), '.')],
      ['act', h('button', { type: 'button', disabled: !mayOperate(), 'aria-label': `Try case ${line.case_id} now`,
        on: { click: () => this.#retry(line) } }, icon('again'), 'Try now')],
    ]);
  }

  async #retry(line) {
    try {
      tell((await post(`cases/${encodeURIComponent(line.incident_id)}/retry`)).message);
    } catch (failure) {
      tell(failure.message, 'bad');
    }
    this.again();
  }
}
