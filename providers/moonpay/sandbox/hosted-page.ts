/**
 * MoonPay's page, where the person buys. It says in its first line that it is a sandbox. Who comes by a signed link is led
 * on to the page of their purchase, whose address holds its secret; without that, or with a link that was not signed by the
 * application, there is no page.
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
import { currencyOf } from './assets.ts';
import { parseLink } from './link.ts';
import { isByBank, type Purchase, purchasePath } from './purchase.ts';
import type { Purchases } from './purchases.ts';

export const WIDGET_PATH = '/widget';

/** GET of the link; then GET shows the purchase, and POST to `/pay` or `/decline` under it does so and goes back to it. */
export function hostedAnswer(
  purchases: Purchases,
  request: WireRequest,
  keys: { publishableKey: string; secretKey: string },
): WireAnswer {
  const [, , room = '', id = '', act] = request.path.split('/');
  if (request.method === 'GET' && room === '') return visited(purchases, request.query, keys);
  const fields = new URLSearchParams(request.method === 'POST' ? request.body : request.query);
  const purchase = room === 'purchases' ? purchases.get(id) : undefined;
  if (purchase === undefined || fields.get('token') !== purchase.token) return NO_PAGE;
  if (request.method === 'POST' && (act === 'pay' || act === 'decline')) {
    // A second press, or one that comes too late, changes nothing: the page then shows how things stand.
    purchases.advance(id, act === 'pay' ? 'pay' : 'reject');
    return { status: 303, headers: { Location: purchasePath(purchase) }, body: '' };
  }
  return request.method === 'GET' && act === undefined ? purchasePage(purchase) : NO_PAGE;
}

const NO_PAGE = hostedHtml(
  404,
  'This payment does not exist',
  '<p>Check the link, or start again in the app.</p>',
);

function visited(
  purchases: Purchases,
  query: string,
  keys: { publishableKey: string; secretKey: string },
): WireAnswer {
  const link = parseLink(query, keys);
  if (!link.ok) return hostedHtml(400, 'This link is not good', `<p>${escapeHtml(link.refusal)}.</p>`);
  return { status: 303, headers: { Location: purchasePath(purchases.visit(link.value)) }, body: '' };
}

function purchasePage(purchase: Purchase): WireAnswer {
  const [title, text] = wording(purchase);
  const canPay = purchase.phase === 'visited' || (purchase.phase === 'waiting' && !isByBank(purchase));
  return hostedHtml(
    200,
    title,
    `<p>${text}</p>${amounts(purchase)}${canPay ? buttons(purchase) : ''}${backLink(purchase.returnUrl)}
    <p class="muted mono">${escapeHtml(purchase.id)}</p>`,
  );
}

/** The title and the sentence: what happened, where the money is, what comes next. */
function wording(purchase: Purchase): readonly [title: string, text: string] {
  switch (purchase.phase) {
    case 'visited':
      return ['Check and pay', 'Nothing has been charged yet.'];
    case 'waiting':
      return isByBank(purchase)
        ? ['Your bank payment is on its way', 'When it is here your crypto is sent.']
        : ['Check and pay', 'Your bank asks you to confirm. Nothing has been charged yet.'];
    case 'pending':
      return ['Payment received', 'Your crypto is being sent to your wallet. You can close this page.'];
    case 'completed':
      return ['Your crypto was delivered', 'It is in your wallet. Nothing more to do.'];
    case 'failed':
      return [
        'This payment did not go through',
        'Nothing was bought. Whatever had been charged was given back in full.',
      ];
    default:
      return unreachable(purchase.phase);
  }
}

const METHOD_NAMES: Readonly<Record<Purchase['method'], string>> = {
  credit_debit_card: 'Card',
  apple_pay: 'Apple Pay',
  google_pay: 'Google Pay',
  sepa_bank_transfer: 'SEPA transfer',
};

function amounts({ price, fiat, code, method, address, delivered }: Purchase): string {
  const { symbol, network } = currencyOf(code);
  const inFiat = (amount: string) => `${amount} ${fiat.toUpperCase()}`;
  const rows: DetailRow[] = [
    ['Amount', inFiat(price.base)],
    ["MoonPay's fee", inFiat(price.fee)],
    [`Network fee (${network})`, inFiat(price.networkFee)],
    ['Total', inFiat(price.total), 'total'],
    [delivered === null ? 'You receive' : 'You received', `${delivered ?? price.quote} ${symbol}`, 'total'],
    ['Paid by', METHOD_NAMES[method]],
    ['To wallet', address, 'wrap mono'],
  ];
  return detailList(rows);
}

function buttons({ id, token, price, fiat }: Purchase): string {
  const path = `${WIDGET_PATH}/purchases/${encodeURIComponent(id)}`;
  return `<form method="post" action="${path}/pay"><input type="hidden" name="token" value="${escapeHtml(token)}">
    <button class="primary">Pay ${escapeHtml(price.total)} ${fiat.toUpperCase()}</button>
    <button formaction="${path}/decline">Decline</button></form>`;
}
