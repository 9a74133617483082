/**
 * The page behind `onrampUrl`, where the person pays. It says in its first line that it is a sandbox. The address
 * holds the session's secret; without it the page does not exist. To come here is to begin: from then on there is
 * a transaction.
 */
import { unreachable } from '@diboas/kernel';
import type { WireAnswer, WireRequest } from '@diboas/sandbox-kit';
import {
  backLink,
  type DetailRow,
  detailList,
  escapeHtml,
  hostedHtml,
  parseReturnUrl,
} from '@diboas/sandbox-kit';
import { EXCHANGE_FEE_BPS, type Price, trimmed } from './price.ts';
import { type CoinbaseSession, hostedUrl } from './session.ts';
import type { CoinbaseSessions } from './sessions.ts';

/** GET /buy shows the page; POST to /buy/pay, /buy/decline or /buy/again does so, and goes back to the page. */
export function hostedAnswer(sessions: CoinbaseSessions, request: WireRequest): WireAnswer {
  const [, , act, ...more] = request.path.split('/');
  const fields = new URLSearchParams(request.method === 'POST' ? request.body : request.query);
  const token = fields.get('sessionToken') ?? '';
  const session = sessions.byToken(token);
  if (session === undefined) {
    return hostedHtml(
      404,
      'This payment does not exist',
      '<p>Check the link, or start again in the app.</p>',
    );
  }
  const isAct = act === 'pay' || act === 'decline' || act === 'again';
  const isPressed = request.method === 'POST' && isAct && more.length === 0;
  if (!isPressed && (request.method !== 'GET' || act !== undefined)) {
    return hostedHtml(404, 'This page does not exist', '<p>Check the link.</p>');
  }
  const visitor = sessions.letIn(session.id, cookieOf(request, session));
  if (visitor === null) return hostedHtml(410, 'This link was used before', USED);
  const cookie = { 'Set-Cookie': `${cookieName(session)}=${visitor}; Path=/buy; HttpOnly; SameSite=Lax` };
  if (isPressed) {
    // A second press, or one that comes too late, changes nothing: the page then shows how things stand.
    if (act === 'again') sessions.again(session.id);
    else sessions.advance(session.id, act === 'pay' ? 'pay' : 'reject');
    return { status: 303, headers: { Location: hostedUrl(session, ''), ...cookie }, body: '' };
  }
  sessions.open(session.id);
  const page = sessionPage(sessions.byToken(token) ?? session);
  return { ...page, headers: { ...page.headers, ...cookie } };
}

/** "Once a user visits the URL, no one else can access it", in Coinbase's specification of sessions. */
const USED = '<p>It opens once, for whoever comes first. Go back to the app to see how things stand.</p>';

function cookieName(session: CoinbaseSession): string {
  return `visit_${session.id}`;
}

function cookieOf(request: WireRequest, session: CoinbaseSession): string | null {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='));
  return pairs.find(([name]) => name === cookieName(session))?.[1] ?? null;
}

function sessionPage(session: CoinbaseSession): WireAnswer {
  const [title, text] = wording(session);
  const form = session.phase === 'created' ? buttons(session) : canTryAgain(session) ? tryAgain(session) : '';
  return hostedHtml(
    200,
    title,
    `<p>${text}</p>${amounts(session)}${form}${backLink(parseReturnUrl(session.redirectUrl))}
    <p class="muted mono">${escapeHtml(session.transactionId)}</p>`,
  );
}

/** The title and the sentence: what happened, where the money is, what comes next. */
function wording(session: CoinbaseSession): readonly [title: string, text: string] {
  switch (session.phase) {
    case 'offered':
    case 'created':
      return ['Check and pay', 'Nothing has been charged yet.'];
    case 'awaiting_payment':
      return ['Your bank payment is on its way', 'It arrives in one business day. Then your crypto is sent.'];
    case 'in_progress':
      return ['Payment received', 'Your crypto is being sent to your wallet. You can close this page.'];
    case 'success':
      return ['Your crypto was delivered', 'It is in your wallet. Nothing more to do.'];
    case 'failed':
      return [
        'This payment did not go through',
        'Nothing was bought. Whatever had been charged was given back in full.',
      ];
    default:
      return unreachable(session.phase);
  }
}

function amounts(session: CoinbaseSession): string {
  const { price, method, network } = session;
  const rows: DetailRow[] = price === null ? [] : priceRows(session, price);
  rows.push(['Paid by', method === 'ACH' ? 'Bank account' : method === 'CARD' ? 'Card' : 'Apple Pay']);
  rows.push([`To wallet on ${network}`, session.address, 'wrap mono']);
  return detailList(rows);
}

function priceRows(session: CoinbaseSession, price: Price): DetailRow[] {
  const bps = EXCHANGE_FEE_BPS[session.method];
  const share = trimmed(`${bps / 100n}.${String(bps % 100n).padStart(2, '0')}`);
  const over = session.phase === 'failed';
  const received = session.delivered === null ? 'You receive' : 'You received';
  return [
    ['Amount', `$${price.subtotal}`],
    [`Coinbase's fee (${share}\u00a0%)`, `$${price.exchangeFee}`],
    [`Network fee (${session.network})`, `$${price.networkFee}`],
    [over ? 'Total' : 'Total to pay', `$${price.total}`, 'total'],
    [
      over ? 'You would have received' : received,
      `${session.delivered ?? price.purchase} ${session.currency}`,
      'total',
    ],
  ];
}

function canTryAgain({ phase, plan }: CoinbaseSession): boolean {
  return phase === 'failed' && plan.tryAgainMs !== undefined;
}

function tryAgain({ token }: CoinbaseSession): string {
  return `<form method="post" action="/buy/again"><input type="hidden" name="sessionToken" value="${token}">
    <button class="primary">Try again</button></form>`;
}

function buttons(session: CoinbaseSession): string {
  const total = session.price === null ? '' : ` $${session.price.total}`;
  return `<form method="post" action="/buy/pay"><input type="hidden" name="sessionToken" value="${session.token}">
    <button class="primary">Pay${escapeHtml(total)}</button>
    <button formaction="/buy/decline">Decline</button></form>`;
}
