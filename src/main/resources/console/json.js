// JSON for reading: pretty-printed, with its kinds of values told apart.

import { h } from './dom.js';

const MOST_COLOURED = 200_000;
const MOST_INDENTED = 60;
const TOKENS = /("[^"\\]*(?:\\.[^"\\]*)*")(\s*:)?|\b(?:true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** The text in lines, if it is JSON; else as it is. Numbers keep their digits, whatever their size. */
export function pretty(text) {
  try {
    JSON.parse(text);
  } catch {
    return text;
  }
  return indent(text);
}

/** Sets line breaks between the tokens and changes none of them: JSON.stringify would round large numbers. */
function indent(text) {
  let depth = 0;
  const line = () => `\n${'  '.repeat(Math.min(depth, MOST_INDENTED))}`;
  return text.replace(/"[^"\\]*(?:\\.[^"\\]*)*"|[[{]\s*[\]}]|[[\]{},:]|\s+/g, token => {
    switch (token[0]) {
      case '{': case '[':
        if (token.length > 1) {
          return token[0] + token.at(-1);
        }
        depth++;
        return token + line();
      case '}': case ']':
        depth--;
        return line() + token;
      case ',':
        return token + line();
      case ':':
        return ': ';
      default:
        return token[0] === '"' ? token : '';
    }
  });
}

/** The text as a <pre>, coloured if it is JSON and not too long. */
export function jsonBlock(text, attributes = {}) {
  const block = h('pre.json', { tabindex: 0, ...attributes });
  if (text.length > MOST_COLOURED || fault(text)) {
    block.append(text);
    return block;
  }
  let done = 0;
  for (const match of text.matchAll(TOKENS)) {
    block.append(text.slice(done, match.index), token(match));
    done = match.index + match[0].length;
  }
  block.append(text.slice(done));
  return block;
}

function token([whole, string, colon]) {
  if (colon) {
    return h('span.j-name', {}, whole);
  }
  return h(`span.${string ? 'j-text' : /^[tfn]/.test(whole) ? 'j-word' : 'j-number'}`, {}, whole);
}

/** What is wrong with the text as JSON, or ''. */
export function fault(text) {
  try {
    JSON.parse(text);
    return '';
  } catch (failure) {
    return failure.message;
  }
}
