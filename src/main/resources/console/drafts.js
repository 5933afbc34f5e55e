// Bodies that a person has changed and not yet sent. They outlive a change of view and a reload of the page, within this tab.

const PREFIX = 'draft:';

export function draft(id) {
  return sessionStorage.getItem(PREFIX + id);
}

export function hasDraft(id) {
  return draft(id) !== null;
}

/** Keeps it; false if the browser has no room for it. */
export function keepDraft(id, text) {
  try {
    sessionStorage.setItem(PREFIX + id, text);
    return true;
  } catch {
    return false;
  }
}

export function dropDraft(id) {
  sessionStorage.removeItem(PREFIX + id);
}
