/**
 * The page behind `pay_url`, where the person pays. It says in its first line that it is a sandbox. The address holds
 * the session's secret; without it the page does not exist.
 */
import { unreachable } from '@diboas/kernel';
import {
  backLink,
  type DetailRow,
  detailList,
  escapeHtml,
  hostedHtml,
  type WireAnswer,
  type WireRequest,
} from '@diboas/sandbox-kit';
import { type ExampleSession, hostedUrl } from './session.ts';
import type { ExampleSessions } from './sessions.ts';

/** GET shows the page; POST to `/pay` or `/decline` under it does so, and goes back to the page. */
export function hostedAnswer(sessions: ExampleSessions, request: WireRequest): WireAnswer {
  const [, , id = '', act] = request.path.split('/');
  const fields = new URLSearchParams(request.method === 'POST' ? request.body : request.query);
  const session = sessions.get(id);
  if (session === undefined || fields.get('token') !== session.token) {
    return hostedHtml(
      404,
      'This payment does not exist',
      '<p>Check the link, or start again in the app.</p>',
    );
  }
  if (request.method === 'POST' && (act === 'pay' || act === 'decline')) {
    // A second press, or one that comes too late, changes nothing: the page then shows how things stand.
    sessions.advance(id, act === 'pay' ? 'pay' : 'reject');
    return { status: 303, headers: { Location: hostedUrl(session, '') }, body: '' };
  }
  if (request.method === 'GET' && act === undefined) return sessionPage(session);
  return hostedHtml(404, 'This page does not exist', '<p>Check the link.</p>');
}

function sessionPage(session: ExampleSession): WireAnswer {
  const [title, text] = wording(session);
  const form = session.phase === 'waiting' ? buttons(session) : '';
  return hostedHtml(
    200,
    title,
    `<p>${text}</p>${amounts(session)}${form}${backLink(session.returnUrl)}
    <p class="muted mono">${escapeHtml(session.id)}</p>`,
  );
}

/** The title and the sentence: what happened, where the money is, what comes next. */
function wording({ phase }: ExampleSession): readonly [title: string, text: string] {
  switch (phase) {
    case 'waiting':
      return ['Check and pay', 'Nothing has been charged yet.'];
    case 'paid':
      return ['Payment received', 'Your crypto is being sent to your wallet. You can close this page.'];
    case 'sent':
      return ['Your crypto was delivered', 'It is in your wallet. Nothing more to do.'];
    case 'cancelled':
      return ['This payment was cancelled', 'Nothing has been charged. Start again in the app.'];
    case 'taken_back':
      return [
        'Your bank took this payment back',
        'Your crypto had been sent. What was paid for it went back to your bank.',
      ];
    case 'failed':
      return [
        'This payment did not go through',
        'Nothing was bought. Whatever had been charged was given back in full.',
      ];
    default:
      return unreachable(phase);
  }
}

function amounts({ price, asset, network, method, address, delivered }: ExampleSession): string {
  const rows: DetailRow[] = [
    ['Amount', `$${price.amount}`],
    ["Example's fee", `$${price.fee}`],
    [`Network fee (${network})`, `$${price.networkFee}`],
    ['Total', `$${price.total}`, 'total'],
    [delivered === null ? 'You receive' : 'You received', `${delivered ?? price.delivers} ${asset}`, 'total'],
    ['Paid by', method === 'bank' ? 'Bank account' : 'Card'],
    ['To wallet', address, 'wrap mono'],
  ];
  return detailList(rows);
}

function buttons({ id, token, price }: ExampleSession): string {
  const path = `/pay/${encodeURIComponent(id)}`;
  return `<form method="post" action="${path}/pay"><input type="hidden" name="token" value="${escapeHtml(token)}">
    <button class="primary">Pay $${escapeHtml(price.total)}</button>
    <button formaction="${path}/decline">Decline</button></form>`;
}
