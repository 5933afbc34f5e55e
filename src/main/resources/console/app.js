// Starts the console: navigation, views, and what is the same on every page.

import { bridge, get } from './api.js';
import { CasesView, waitingLine } from './cases.js';
import { ConnectionsView } from './connections.js';
import { h, show } from './dom.js';
import { icon } from './icons.js';
import { ParkedView } from './parked.js';
import { here, link } from './route.js';
import { RunsView } from './runs.js';
import { learn, sessionBadges } from './session.js';
import { SetupView } from './setup.js';

const VIEWS = { runs: RunsView, cases: CasesView, parked: ParkedView, connections: ConnectionsView, setup: SetupView };
const ASK_EVERY = 5_000;
const RETRY_EVERY = 2_000;
const main = document.getElementById('main');
const nav = { parked: 0, cases: { waiting: 0 }, state: '' };
let current = { name: '', id: '', view: undefined };

function go() {
  const route = here();
  const name = VIEWS[route.view] ? route.view : 'runs';
  if (name === current.name) {
    current.view.go(route);
  } else {
    current.view?.close();
    show(main);
    const root = h(`div.page.${name}`, { key: name });
    main.append(root);
    current = { ...current, name, view: new VIEWS[name](root, route) };
    drawNavigation();
  }
  moveFocus(route);
  document.title = `${current.view.title} · Sentinel Bridge`;
}

/** Into the detail when it opens, back to its row when it closes. */
function moveFocus(route) {
  if (route.id && route.id !== current.id) {
    main.querySelector('.detail h2')?.focus({ preventScroll: matchMedia('(min-width: 64rem)').matches });
  } else if (current.id && !route.id) {
    [...main.querySelectorAll('tbody tr')].find(row => row.key === current.id)?.querySelector('a')?.focus();
  }
  current.id = route.id;
}

function drawNavigation() {
  const entry = (name, title, ...more) => h('a', { href: link(name), 'aria-current': name === current.name && 'page', key: name },
    title, ...more);
  const word = nav.state === 'fail' ? 'failing' : 'warning';
  show(document.getElementById('nav'),
    entry('runs', 'Runs'),
    entry('cases', 'Cases', nav.cases.waiting > 0 && h(`span.pill.${nav.cases.in_trouble > 0 ? 'bad' : 'calm'}`,
      { title: 'Cases that wait to be written to Sentinel' }, nav.cases.waiting)),
    entry('parked', 'Parked', nav.parked > 0 && h('span.pill', { title: 'Messages that wait for a person' }, nav.parked)),
    entry('connections', 'Connections',
      nav.state && h(`span.pill.${nav.state === 'fail' ? 'bad' : 'warn'}`, {}, icon('warning'), h('span', {}, word))),
    entry('setup', 'Setup'));
  show(document.getElementById('waiting'), current.name !== 'cases' && waitingLine(nav.cases));
}

async function watch() {
  if (!document.hidden) {
    try {
      const [{ total }, { connections }, cases] =
        await Promise.all([get('parked', { limit: 1 }), get('connections'), get('cases', { limit: 1 })]);
      const states = connections.map(side => side.state);
      nav.parked = total;
      nav.cases = cases;
      nav.state = ['fail', 'warn'].find(state => states.includes(state)) ?? '';
      drawNavigation();
    } catch {
      // The banner says that the bridge is down; the numbers stay as they were.
    }
  }
  setTimeout(watch, document.body.classList.contains('down') ? RETRY_EVERY : ASK_EVERY);
}

async function start() {
  try {
    await learn();
    show(document.getElementById('rights'), sessionBadges());
  } catch {
    // Down: everything is asked again once it is up.
  }
}

function banner(...words) {
  document.body.classList.toggle('down', words.length > 0);
  show(document.getElementById('banner'), words.length > 0 && h('p', {}, icon('warning'), words));
}

bridge.addEventListener('down', () => banner('The bridge does not answer.',
  ' What you see may be old. The page comes back by itself.'));
bridge.addEventListener('refused', () => banner('The bridge does not take the key any more. Reload the page to sign in again.'));
bridge.addEventListener('up', async () => {
  banner();
  await start();
  current.view?.again();
});
addEventListener('hashchange', go);
await start();
go();
watch();
