// Dropping messages for good, with a reason.

import { post } from './api.js';
import { ask } from './ask.js';
import { tell } from './tell.js';

/** Asks for the reason and discards; the bridge's answer, or false if the person or the bridge said no. */
export async function discard(words, path, body, number) {
  const reason = await ask({
    title: `Discard ${words}?`,
    words: ['What is discarded is never sent, and its content is deleted. This cannot be taken back.',
      'A run with your reason stays in the history.'],
    field: { label: 'Reason', hint: 'For whoever asks later where it went.', missing: 'Say why it is discarded.' },
    yes: `Discard ${number}`,
    danger: true,
  });
  if (!reason) {
    return false;
  }
  try {
    return await post(path, { ...body, reason });
  } catch (failure) {
    tell(failure.message, 'bad');
    return false;
  }
}
