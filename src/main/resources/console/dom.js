// Builds elements and changes what is shown as little as possible. A text is only ever text: nothing in the console reads a
// string as HTML, because titles and comments of cases are written by attackers.

const SVG = 'http://www.w3.org/2000/svg';

/**
 * An element: h('a.link', {href: '#', on: {click: f}, key: 'x'}, 'text', child, [children]). An attribute that is false,
 * null or undefined is left out. Elements with a key stay the same ones when their list changes; what lies in one with
 * `keep` is left alone once it is there.
 */
export function h(name, attributes = {}, ...children) {
  const [tag, ...classes] = name.split('.');
  return fill(document.createElement(tag), classes, attributes, children);
}

/** The same for SVG. */
export function svg(name, attributes = {}, ...children) {
  const [tag, ...classes] = name.split('.');
  return fill(document.createElementNS(SVG, tag), classes, attributes, children);
}

function fill(element, classes, { on = {}, key, keep = false, ...attributes }, children) {
  if (classes.length > 0) {
    element.setAttribute('class', classes.join(' '));
  }
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value === true ? '' : String(value));
    }
  }
  element.key = key;
  element.keep = keep;
  element.actions = on;
  for (const type of Object.keys(on)) {
    element.addEventListener(type, event => element.actions[type]?.(event));
  }
  element.append(...nodes(children));
  return element;
}

function nodes(children) {
  return children.flat(Infinity)
    .filter(child => child !== null && child !== undefined && child !== false && child !== '')
    .map(child => child instanceof Node ? child : document.createTextNode(String(child)));
}

/** Makes the children of an element equal to these; what is alike stays, with its focus, selection and place. */
export function show(parent, ...children) {
  const wanted = nodes(children);
  const keys = new Set(wanted.map(node => node.key).filter(key => key !== undefined));
  for (const child of [...parent.childNodes]) {
    if (child.key !== undefined && !keys.has(child.key)) {
      child.remove();
    }
  }
  const keyed = new Map([...parent.childNodes].filter(child => child.key !== undefined).map(child => [child.key, child]));
  let place = parent.firstChild;
  for (const want of wanted) {
    const there = want.parentNode === parent ? want : same(place, keyed, want);
    if (there === place && place) {
      place = place.nextSibling;
    } else {
      parent.insertBefore(there ?? want, place);
    }
    if (there && there !== want) {
      become(there, want);
    }
  }
  while (place) {
    const next = place.nextSibling;
    place.remove();
    place = next;
  }
}

/** The node that is there already and can become the wanted one. */
function same(place, keyed, want) {
  const candidate = want.key === undefined ? place : keyed.get(want.key);
  return candidate && alike(candidate, want) ? candidate : null;
}

function alike(one, other) {
  return one.nodeName === other.nodeName && one.key === other.key
    && Object.keys(one.actions ?? {}).join() === Object.keys(other.actions ?? {}).join();
}

function become(node, want) {
  if (node.nodeType === Node.TEXT_NODE) {
    if (node.data !== want.data) {
      node.data = want.data;
    }
    return;
  }
  node.actions = want.actions;
  if (node.keep) {
    return;
  }
  for (const { name } of [...node.attributes]) {
    if (!want.hasAttribute(name) && !isOfUser(node, name)) {
      node.removeAttribute(name);
    }
  }
  for (const { name, value } of want.attributes) {
    if (node.getAttribute(name) !== value && !isOfUser(node, name)) {
      node.setAttribute(name, value);
    }
  }
  if (node.type === 'checkbox') {
    node.checked = want.checked;
  }
  show(node, ...want.childNodes);
}

/** What the person at the screen decides, not the data: whether something is unfolded. */
function isOfUser(node, name) {
  return node.nodeName === 'DETAILS' && name === 'open';
}
