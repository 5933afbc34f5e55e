// Runs as they happen: by server-sent events, or by asking every two seconds while these do not come.

import { address, get } from './api.js';

const ASK_EVERY = 2_000;
const TRY_EVENTS_EVERY = 20_000;
const GROUP = 250;

/** Calls `arrived` with the newest runs, several at once, and `missed` when some may have been missed in between. */
export class Feed {
  #filters;
  #arrived;
  #missed;
  #events;
  #timer;
  #groupTimer;
  #group = [];
  #brokeAt = 0;

  constructor(filters, arrived, missed) {
    this.#filters = filters;
    this.#arrived = arrived;
    this.#missed = missed;
  }

  start() {
    document.addEventListener('visibilitychange', this.#visibility);
    this.#listen();
  }

  stop() {
    document.removeEventListener('visibilitychange', this.#visibility);
    this.#rest();
  }

  /** A hidden page holds no connection: browsers allow only a few for each server. */
  #visibility = () => {
    this.#rest();
    if (!document.hidden) {
      this.#missed();
      this.#listen();
    }
  };

  #rest() {
    this.#events?.close();
    this.#events = undefined;
    clearTimeout(this.#timer);
    clearTimeout(this.#groupTimer);
    this.#groupTimer = undefined;
    this.#group = [];
  }

  #listen() {
    const events = new EventSource(address('runs/live', this.#filters));
    this.#events = events;
    events.addEventListener('open', () => {
      this.#brokeAt = 0;
      this.#missed();
    });
    events.addEventListener('run', event => this.#collect(JSON.parse(event.data)));
    events.addEventListener('error', () => {
      events.close();
      if (this.#events === events) {
        this.#events = undefined;
        this.#brokeAt = Date.now();
        this.#askLater();
      }
    });
  }

  #collect(run) {
    this.#group.push(run);
    this.#groupTimer ??= setTimeout(() => {
      const group = this.#group;
      this.#group = [];
      this.#groupTimer = undefined;
      this.#arrived(group);
    }, GROUP);
  }

  #askLater() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(), ASK_EVERY);
  }

  async #ask() {
    if (Date.now() - this.#brokeAt > TRY_EVENTS_EVERY) {
      this.#listen();
      return;
    }
    const asked = this.#timer;
    try {
      const { runs } = await get('runs', { ...this.#filters, limit: 50 });
      if (this.#timer === asked) {
        this.#arrived([...runs].reverse());
      }
    } catch {
      // The banner says that the bridge is down; it is asked again below.
    }
    if (this.#timer === asked) {
      this.#askLater();
    }
  }
}
