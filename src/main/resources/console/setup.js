// What to enter in Kibana, ready to be copied, and which flows are on.

import { get, problemOf } from './api.js';
import { copyButton } from './copy.js';
import { h, show } from './dom.js';
import { icon, stateBadge } from './icons.js';

/** The screens of Kibana's case connector: their fields as Kibana names them, and where the bridge says what goes in. */
const CASE_SCREENS = [
  ['Create case', [['Method', 'createIncidentMethod'], ['URL', 'createIncidentUrl'], ['JSON', 'createIncidentJson'],
    ['Response external key', 'createIncidentResponseKey']]],
  ['Get case', [['Method', 'getIncidentMethod'], ['URL', 'getIncidentUrl'],
    ['Response external title key', 'getIncidentResponseExternalTitleKey'], ['External case view URL', 'viewIncidentUrl']]],
  ['Update case', [['Method', 'updateIncidentMethod'], ['URL', 'updateIncidentUrl'], ['JSON', 'updateIncidentJson']]],
  ['Comment', [['Method', 'createCommentMethod'], ['URL', 'createCommentUrl'], ['JSON', 'createCommentJson']]],
];

export class SetupView {
  title = 'Setup';
  #root;
  #setup;
  #problem = '';
  #isOpen = true;

  constructor(root) {
    this.#root = root;
    this.again();
  }

  go() {}

  close() {
    this.#isOpen = false;
  }

  async again() {
    try {
      this.#setup = await get('setup');
      this.#problem = '';
    } catch (failure) {
      this.#problem = problemOf(failure);
    }
    if (this.#isOpen) {
      this.#draw();
    }
  }

  #draw() {
    const setup = this.#setup;
    show(this.#root,
      h('div.head', { key: 'head' }, h('h1', {}, 'Setup'), h('p.count', {}, 'what to enter in Kibana, and which flows are on')),
      this.#problem && h('p.problem', { key: 'problem', role: 'alert' }, this.#problem),
      setup && h('div.panels', { key: 'panels' }, this.#cases(setup.case_connector),
        h('div', { key: 'others' }, this.#flows(setup.flows), this.#alerts(setup.alert_connector, setup.rule_action_body),
          this.#portal(setup.portal_link))));
  }

  #flows(flows) {
    return panel('flows', 'Flows',
      h('ul.flows', {}, flows.map(({ flow, on, settings }) => h('li', { key: flow },
        on ? h('span.badge.good', {}, icon('check'), 'On') : stateBadge('off'), h('strong', {}, flow),
        !on && h('span', {}, 'Set ', settings.map((name, index) => [index > 0 && ', ', h('code', {}, name)]),
          ' in application.properties and start the bridge again.')))));
  }

  #cases(connector) {
    return connector && panel('cases', 'Case connector',
      h('p', {}, 'In Kibana: ', path('Stack Management', 'Connectors', 'Create connector', 'Webhook - Case Management'),
        '. Then choose it under ', path('Security', 'Cases', 'Settings'), '.'),
      screen('Connector', [['Connector name', connector.name], ...access(connector)], 'case connector'),
      CASE_SCREENS.map(([title, fields]) =>
        screen(title, fields.map(([name, key]) => field(name, connector[key])), 'case connector')),
      h('p.muted', {}, 'Three braces, not two: Kibana escapes the others as HTML. It sends something when somebody presses Push,',
        ' or a rule does.'));
  }

  #alerts(connector, action) {
    return connector && panel('alerts', 'Alert connector',
      h('p', {}, 'In Kibana: ', path('Stack Management', 'Connectors', 'Create connector', 'Webhook'), '.'),
      screen('Connector', [['Connector name', connector.name], field('Method', connector.method), ['URL', connector.url],
        ...access(connector)], 'alert connector'),
      h('p', {}, 'In each detection rule: ', path('Actions', 'Webhook'), ', frequency ',
        h('em', {}, 'Summary of alerts, Per rule run'), ', with this body:'),
      screen('Rule action', [['Body', action]], 'alert connector'));
  }

  #portal(template) {
    return template && panel('portal', 'Link to the incident',
      h('p', {}, 'Where the link from a case to its Sentinel incident leads: the External case view URL above.'),
      screen('Portal', [['Link template', template]], 'portal link'));
  }
}

function panel(id, title, ...content) {
  return h('section.panel', { key: id, 'aria-labelledby': id }, h('h2', { id }, title), content);
}

/** Kibana has a list for the method, nothing to paste into. */
function field(name, value) {
  return name === 'Method' ? [name, value?.toUpperCase(), false] : [name, value];
}

/** Authentication and headers, the same way on both connectors. The key itself is a secret and not shown. */
function access({ secretHeader, headers = {} }) {
  return [
    ['Authentication', 'None', false],
    ['HTTP header', secretHeader],
    [`Value of ${secretHeader}`, h('span.muted', {}, 'the webhook key: setting ', h('code', {}, 'webhook.key'),
      ', in the sandbox the file ', h('code', {}, 'data/webhook.key'), '. A secret header from Kibana 9.2 on.'), false],
    ...Object.entries(headers).flatMap(([name, value]) => [['HTTP header', name], [`Value of ${name}`, value]]),
  ];
}

function screen(title, fields, connector) {
  const line = ([name, value, copies = true], index) => h('div', { key: index }, h('dt', {}, name),
    h('dd', {}, copies ? h('code', {}, value) : value, copies && copyButton(value, `${name} of ${title}, ${connector}`)));
  return h('section.screen', { key: title }, h('h3', {}, title), h('dl', {}, fields.filter(([, value]) => value).map(line)));
}

function path(...steps) {
  return h('em', {}, steps.join(' › '));
}
