// Calls of the bridge's /manage API. Says when the bridge stops answering, and when it answers again.

const BASE = new URL('../manage/', import.meta.url);
const PATIENCE = 15_000;

/** What the bridge answered in place of what was asked for; status 0 is no answer at all. */
export class Refusal extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** What a page has to say of a failure. That the bridge is down is said once, above all pages. */
export function problemOf(failure) {
  return failure.status === 0 ? '' : failure.message;
}

/** Events "down", "up" and "refused" (the key is not taken). */
export const bridge = new EventTarget();
let state = 'up';

function become(now) {
  if (now !== state) {
    state = now;
    bridge.dispatchEvent(new Event(now));
  }
}

/** The address of a resource, with the parameters that are not empty. */
export function address(path, parameters = {}) {
  const url = new URL(path, BASE);
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== '' && value !== undefined && value !== null) {
      url.searchParams.set(name, value);
    }
  }
  return url;
}

export async function get(path, parameters) {
  const answer = await call(address(path, parameters), { signal: AbortSignal.timeout(PATIENCE) });
  return read(answer);
}

export async function post(path, body = {}) {
  return read(await call(address(path), posting(body)));
}

/** Posts, and gives the lines of the answer as they come. Aborting the signal closes the connection. */
export async function* lines(path, body, signal) {
  const answer = await call(address(path), { ...posting(body), signal });
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { value = '', done } = await reader.read();
    const parts = (rest + value).split('\n');
    rest = parts.pop();
    if (done && rest.trim()) {
      parts.push(rest);
    }
    for (const part of parts.filter(line => line.trim())) {
      yield JSON.parse(part);
    }
    if (done) {
      return;
    }
  }
}

function posting(body) {
  return { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
}

async function call(url, options) {
  let answer;
  try {
    answer = await fetch(url, { ...options, cache: 'no-store', headers: { ...headers(options), ...options.headers } });
  } catch (failure) {
    if (options.signal?.aborted && options.signal.reason?.name !== 'TimeoutError') {
      throw failure;
    }
    become('down');
    throw new Refusal(0, 'The bridge does not answer.');
  }
  if ([502, 503, 504].includes(answer.status) && !isOurs(answer)) {
    become('down');
    throw new Refusal(0, 'The bridge does not answer.');
  }
  become(answer.status === 401 ? 'refused' : 'up');
  if (!answer.ok) {
    throw new Refusal(answer.status, await reason(answer));
  }
  return answer;
}

/**
 * Without X-Requested-With the bridge asks the browser for the password, which it knows from the page itself; with it the bridge
 * believes that a change is meant, and asks for nothing. So a person who has no key is asked once and not every few seconds.
 */
function headers({ method }) {
  const ours = method === 'POST' || state === 'refused';
  return { Accept: 'application/json', ...(ours && { 'X-Requested-With': 'sentinel-bridge' }) };
}

/** A proxy in front answers for a bridge that is down, but not in JSON. */
function isOurs(answer) {
  return (answer.headers.get('Content-Type') ?? '').includes('json');
}

async function reason(answer) {
  try {
    return (await answer.json()).message ?? `The bridge answered ${answer.status}.`;
  } catch {
    return `The bridge answered ${answer.status}.`;
  }
}

async function read(answer) {
  try {
    return await answer.json();
  } catch {
    throw new Refusal(answer.status, 'The bridge answered something that is no JSON. Is a proxy in between?');
  }
}
