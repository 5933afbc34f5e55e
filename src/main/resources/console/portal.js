// The way to an incident in the portal.

import { h } from './dom.js';
import { icon } from './icons.js';
import { session } from './session.js';

const PLACE = '{{{external.system.id}}}';

/** A link to an incident by the link template of the Setup page, or nothing if that is no web address. */
export function portalLink(incident) {
  const { portal_link: template } = session();
  if (!template.startsWith('https://') || !template.includes(PLACE)) {
    return null;
  }
  const href = template.replace(PLACE, encodeURIComponent(incident));
  return h('a.portal', { href, target: '_blank', rel: 'noopener noreferrer' }, icon('external'), 'Open in Sentinel');
}
