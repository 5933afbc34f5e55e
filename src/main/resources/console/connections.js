// What the bridge is connected to, and how each side does.

import { get, post, problemOf } from './api.js';
import { h, show } from './dom.js';
import { ago, count, number, span } from './format.js';
import { icon, stateBadge } from './icons.js';
import { empty, facts } from './list.js';
import { lookOnly, mayOperate } from './session.js';

const EVERY = 5_000;

export class ConnectionsView {
  title = 'Connections';
  #root;
  #timer;
  #connections;
  #problem = '';
  #isChecking = false;

  constructor(root) {
    this.#root = root;
    this.#draw();
    this.again();
  }

  go() {
    this.#draw();
  }

  close() {
    clearTimeout(this.#timer);
    this.#timer = 0;
  }

  async again() {
    clearTimeout(this.#timer);
    const mine = this.#timer = setTimeout(() => this.again(), EVERY);
    if (!this.#isChecking && !(document.hidden && this.#connections)) {
      await this.#take(() => get('connections'));
    }
    if (mine !== this.#timer) {
      clearTimeout(mine);
    }
  }

  async #take(answer) {
    try {
      this.#connections = (await answer()).connections;
      this.#problem = '';
    } catch (failure) {
      this.#problem = problemOf(failure);
    }
    this.#draw();
  }

  async #check() {
    this.#isChecking = true;
    this.#draw();
    await this.#take(async () => {
      const answer = await post('connections/check');
      return answer.connections ? answer : get('connections');
    });
    this.#isChecking = false;
    this.#draw();
  }

  #draw() {
    if (this.#timer === 0) {
      return;
    }
    const off = this.#isChecking || !mayOperate();
    show(this.#root,
      h('div.head', { key: 'head' }, h('h1', {}, 'Connections'), h('p.count', { role: 'status' }, this.#words()),
        h('div.actions', {}, h('button', { type: 'button', disabled: off, on: { click: () => this.#check() } }, icon('again'),
          this.#isChecking ? 'Checking …' : 'Check now'))),
      h('div', { key: 'look-only' }, lookOnly()),
      this.#problem && h('p.problem', { key: 'problem', role: 'alert' }, this.#problem),
      h('ul.cards', { key: 'cards' }, (this.#connections ?? []).map(side => this.#card(side))),
      this.#connections?.length === 0 && empty('No connection is known.', h('span', {}, h('a', { href: '#/setup' }, 'Setup'),
        ' says which settings switch flows on.')));
  }

  #words() {
    if (!this.#connections) {
      return 'Loading …';
    }
    const on = this.#connections.filter(side => side.state !== 'off');
    const bad = on.filter(side => side.state === 'fail').length;
    const warn = on.filter(side => side.state === 'warn').length;
    if (bad + warn === 0) {
      return on.length === 0 ? 'all are off' : 'all that are on are well';
    }
    return [bad > 0 && `${bad} failing`, warn > 0 && count(warn, 'warning')].filter(Boolean).join(', ');
  }

  #card(side) {
    return h(`li.card.is-${side.state}`, { key: side.name },
      h('div.card-head', {}, h('h2', {}, side.name), stateBadge(side.state)),
      side.state !== 'off' && h('p.reason', {}, side.why),
      side.next && side.state !== 'ok' && h('p.next', {}, side.next),
      side.state !== 'off' && this.#facts(side), this.#checks(side));
  }

  #facts(side) {
    const waits = side.backlog > 0
      ? h('span', {}, `${number(side.backlog)} waiting, the oldest for ${span(side.oldest_seconds)}`) : 'nothing waits';
    return facts([
      ['Last success', ago(side.last_success)],
      ['Last error', side.last_error
        ? h('span', {}, ago(side.last_error_at), h('span.error', {}, side.last_error)) : h('span.muted', {}, 'none')],
      ['Backlog', side.backlog === null || side.backlog === undefined ? '' : waits],
      ['Rate left', side.rate_left === null || side.rate_left === undefined ? '' : `${number(side.rate_left)} calls`],
    ]);
  }

  #checks(side) {
    const checks = side.checks ?? [];
    const isBad = checks.some(check => check.state === 'fail' || check.state === 'warn');
    return checks.length > 0 && h('details.checks', { key: 'checks', open: isBad },
      h('summary', {}, count(checks.length, 'check')),
      h('ul', {}, checks.map(check => h('li', { key: check.name }, stateBadge(check.state),
        h('div', {}, h('strong', {}, check.name), check.why && h('p', {}, check.why),
          check.next && check.state !== 'ok' && h('p.next', {}, check.next))))));
  }
}
