// Runs in the browser, inside the page of the providers, after what all pages have.
import { button, byId, call, draw, element, keepFresh } from '/page-parts.js';

const ROWS_MAX = 50;
const LOG_ROWS_MAX = 200;
/** Which number a fault takes besides how likely and how often. */
const EXTRA = {
  latency: ['ms', 'Milliseconds', '1000'],
  late_webhook: ['ms', 'Milliseconds', '5000'],
  outage: ['ms', 'Milliseconds, if it ends by itself', ''],
  reordered_webhooks: ['ms', 'Milliseconds at most', '10000'],
  duplicate_webhook: ['copies', 'Further copies', '1'],
  failed_then_paid: ['ms', 'Milliseconds until the next try', '5000'],
  slow_clock: ['ms', 'Milliseconds behind', '60000'],
  rate_limit: ['retry_after_s', 'Seconds to wait, if it says', ''],
  wrong_amount: ['bps', 'Basis points more or less', '-100'],
  wrong_charge: ['bps', 'Basis points more', '100'],
};
const ENDS = ['fulfillment_complete', 'rejected', 'success', 'failed'];
const GOOD = ['fulfillment_complete', 'success', 'delivered'];
const BAD = ['rejected', 'failed', 'given_up', 'fault', 'no_answer'];
const log = [];
let after = 0;

function colour(word) {
  if (GOOD.includes(word)) return 'good';
  return BAD.includes(word) ? 'bad' : '';
}

function faultRow(fault) {
  const { id, kind, probability, remaining, match, ...more } = fault;
  const off = element('td');
  off.append(button('Switch off', `Switch off ${id}`, () => call('DELETE', `/faults/${id}`)));
  const details = JSON.stringify({ ...more, ...(match ? { match } : {}) });
  const cells = [
    element('td', kind),
    element('td', `${Math.round(probability * 10_000) / 100} %`),
    element('td', remaining === undefined ? 'no limit' : `${remaining} left`),
    element('td', details === '{}' ? '' : details, 'mono'),
    off,
  ];
  return { key: [id, remaining, probability, details], cells };
}

function sessionRow(session) {
  const acts = element('td');
  const open = !ENDS.includes(session.phase);
  if (open) {
    const advance = (to) => () => call('POST', `/sessions/${session.id}/advance`, { to });
    acts.append(button('Complete', `Complete ${session.id}`, advance('complete')));
    acts.append(button('Reject', `Reject ${session.id}`, advance('reject')));
  }
  const cells = [
    element('td', session.provider),
    element('td', session.id, 'mono'),
    element('td', session.price ? `${session.price.total} usd` : 'not chosen yet', 'amount'),
    element('td', session.method),
    element('td', session.phase.replaceAll('_', ' '), colour(session.phase)),
    acts,
  ];
  return { key: [session.id, session.phase, session.price?.total], cells };
}

function executionRow(one) {
  const cells = [
    element('td', one.at.slice(11, 23), 'time'),
    element('td', one.kind),
    element('td', `${one.amount} ${one.asset}`, 'amount'),
    element('td', one.reference, 'mono'),
    element('td', one.transaction_id ?? '', 'mono'),
  ];
  return { key: one.id, cells };
}

function logRow(entry) {
  const what = element('td');
  const details = element('details');
  details.append(element('summary', entry.summary), element('pre', JSON.stringify(entry.details, null, 2)));
  what.append(details);
  const kind = element('td', entry.kind.replaceAll('_', ' '), colour(entry.kind));
  return { key: entry.seq, cells: [element('td', entry.at.slice(11, 23), 'time'), kind, what] };
}

async function refresh() {
  const [faults, sessions, executions, news] = await Promise.all(
    [
      '/faults',
      `/sessions?limit=${ROWS_MAX}`,
      `/executions?limit=${ROWS_MAX}`,
      `/log?after=${after}&limit=1000`,
    ].map((path) => fetch(path).then((answer) => answer.json())),
  );
  // A reset begins the log anew, but its numbers go on.
  if (news.entries.some((entry) => entry.summary === 'everything forgotten')) log.length = 0;
  log.unshift(...news.entries.toReversed());
  log.length = Math.min(log.length, LOG_ROWS_MAX);
  after = news.next_after;
  const shown = executions.executions.toReversed();
  draw(
    'faults',
    ['Fault', 'Likely', 'Times', 'With', 'Change'],
    faults.faults.map(faultRow),
    'No fault is on.',
  );
  draw(
    'sessions',
    ['Provider', 'Order', 'Amount', 'Paid by', 'Status', 'Move it'],
    sessions.sessions.map(sessionRow),
    'No orders yet. They show here as soon as the application makes one.',
  );
  draw(
    'executions',
    ['Time', 'What', 'Amount', 'Order', 'Transaction'],
    shown.map(executionRow),
    'Nothing yet.',
  );
  draw('log', ['Time', 'Kind', 'What'], log.map(logRow), 'Nothing yet.');
}

const form = byId('fault-form');
function showExtra() {
  const [, label, standard] = EXTRA[form.elements.kind.value] ?? [];
  form.elements.extra.closest('label').hidden = label === undefined;
  byId('extra-label').textContent = label ?? '';
  form.elements.extra.value = standard ?? '';
}
form.elements.kind.addEventListener('change', showExtra);
showExtra();
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const { kind, percent, remaining, extra } = form.elements;
  const share = Number(percent.value);
  if (!(share >= 0 && share <= 100)) {
    byId('problem').textContent = 'How likely is a number from 0 to 100.';
    percent.focus();
    return;
  }
  const fault = { kind: kind.value, probability: share / 100 };
  if (remaining.value !== '') fault.remaining = Number(remaining.value);
  const [name] = EXTRA[kind.value] ?? [];
  if (name !== undefined && extra.value !== '') fault[name] = Number(extra.value);
  await call('POST', '/faults', fault);
  await refresh();
});
byId('all-off').addEventListener('click', () => call('DELETE', '/faults').then(refresh));
keepFresh(refresh, 2_000);
