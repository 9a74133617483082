/**
 * The page behind `redirect_url`, where the person pays. It says in its first line that it is a sandbox.
 *
 * The address holds the session's secret, as Stripe's does; without it the page does not exist. A `return_url` in
 * the address gives the person a way back to the application.
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
import { hostedUrl, type Session } from './session.ts';
import type { StripeSessions } from './sessions.ts';

interface HostedParts {
  readonly sessions: StripeSessions;
  publicUrl(): string;
}

/** GET shows the page; POST to `/pay` or `/decline` under it does so, and goes back to the page. */
export function hostedAnswer(parts: HostedParts, request: WireRequest): WireAnswer {
  const [, , id = '', act] = request.path.split('/');
  const fields = new URLSearchParams(request.method === 'POST' ? request.body : request.query);
  const session = parts.sessions.get(id);
  if (session === undefined || fields.get('session_hash') !== session.sessionHash) {
    return hostedHtml(
      404,
      'This payment does not exist',
      '<p>Check the link, or start again in the app.</p>',
    );
  }
  const back = parseReturnUrl(fields.get('return_url'));
  if (request.method === 'POST' && (act === 'pay' || act === 'decline')) {
    // A second press, or one that comes too late, changes nothing: the page then shows how things stand.
    parts.sessions.advance(id, act === 'pay' ? 'pay' : 'reject');
    const suffix = back === null ? '' : `&return_url=${encodeURIComponent(back)}`;
    const location = `${hostedUrl(session, '')}${suffix}`;
    return { status: 303, headers: { Location: location }, body: '' };
  }
  if (request.method === 'GET' && act === undefined) return sessionPage(session, back);
  return hostedHtml(404, 'This page does not exist', '<p>Check the link.</p>');
}

function sessionPage(session: Session, back: string | null): WireAnswer {
  const open = session.phase === 'initialized' || session.phase === 'requires_payment';
  const [title, text] = wording(session);
  return hostedHtml(
    200,
    title,
    `<p>${text}</p>${amounts(session)}${open ? buttons(session, back) : ''}${backLink(back)}
    <p class="muted mono">${escapeHtml(session.id)}</p>`,
  );
}

/** The title and the sentence: what happened, where the money is, what comes next. */
function wording(session: Session): readonly [title: string, text: string] {
  switch (session.phase) {
    case 'initialized':
    case 'requires_payment':
      return session.lastError === null
        ? ['Check and pay', 'Nothing has been charged yet.']
        : ['That payment did not go through', 'Nothing has been charged. You can try again here.'];
    case 'clearing':
      return ['Your bank payment is on its way', 'It arrives in one business day. Then your crypto is sent.'];
    case 'fulfillment_processing':
      return ['Payment received', 'Your crypto is being sent to your wallet. You can close this page.'];
    case 'fulfillment_complete':
      return ['Your crypto was delivered', 'It is in your wallet. Nothing more to do.'];
    case 'rejected':
      return [
        'This payment did not go through',
        'Nothing was bought. Whatever had been charged was given back in full.',
      ];
    default:
      return unreachable(session.phase);
  }
}

function amounts(session: Session): string {
  const { price } = session;
  const rows: DetailRow[] = [];
  if (price === null) {
    rows.push([
      'You pay',
      session.sourceAmount === null ? 'chosen on the next step' : `$${session.sourceAmount}`,
    ]);
  } else {
    rows.push(['Amount', `$${price.source}`]);
    rows.push(["Stripe's fee (3\u00a0%)", `$${price.transactionFee}`]);
    rows.push([`Network fee (${session.network ?? 'network'})`, `$${price.networkFee}`]);
    rows.push([session.phase === 'rejected' ? 'Total' : 'Total to pay', `$${price.total}`, 'total']);
    const receive = `${session.delivered ?? price.destination} ${(session.currency ?? '').toUpperCase()}`;
    rows.push([receiving(session), receive, 'total']);
  }
  rows.push(['Paid by', session.method === 'bank' ? 'Bank account' : 'Card']);
  if (session.walletAddress !== null) rows.push(['To wallet', session.walletAddress, 'wrap mono']);
  return detailList(rows);
}

function receiving(session: Session): string {
  if (session.phase === 'rejected') return 'You would have received';
  return session.delivered === null ? 'You receive' : 'You received';
}

function buttons(session: Session, back: string | null): string {
  const total = session.price === null ? '' : ` $${session.price.total}`;
  const hidden =
    `<input type="hidden" name="session_hash" value="${escapeHtml(session.sessionHash)}">` +
    (back === null ? '' : `<input type="hidden" name="return_url" value="${escapeHtml(back)}">`);
  const path = `/onramp/${encodeURIComponent(session.id)}`;
  return `<form method="post" action="${path}/pay">${hidden}
    <button class="primary">Pay${escapeHtml(total)}</button>
    <button formaction="${path}/decline">Decline</button></form>`;
}
