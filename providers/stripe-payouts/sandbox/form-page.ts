/**
 * The page behind an account link, where a person says who they are and which bank account is theirs, as Stripe's own does.
 * It says in its first line that it is a sandbox. The address holds a secret; without it, or after its time, the page does not
 * exist. Of the number only its end is kept.
 */
import type { Clock } from '@diboas/kernel';
import { backLink, escapeHtml, hostedHtml, type WireAnswer, type WireRequest } from '@diboas/sandbox-kit';
import { type AccountLink, LINK_LIFE_MS, linkUrl, type Recipients } from './recipients.ts';

/** GET shows the page; POST to it adds the account, and goes back to the page. */
export function formAnswer(
  { recipients, clock }: { readonly recipients: Recipients; readonly clock: Clock },
  request: WireRequest,
): WireAnswer {
  const [, , id = '', ...more] = request.path.split('/');
  const fields = new URLSearchParams(request.method === 'POST' ? request.body : request.query);
  const link = recipients.link(id);
  const isThere = link !== undefined && more.length === 0 && fields.get('token') === link.token;
  if (!isThere || clock.now() - link.createdAt >= LINK_LIFE_MS)
    return hostedHtml(404, 'This link is not good any more', '<p>Start again in the app.</p>');
  const [method] = recipients.methodsOf(link.recipient);
  if (method !== undefined) return donePage(link, method.bankName, method.last4);
  if (request.method !== 'POST') return formPage(link, recipients.get(link.recipient)?.name ?? '');
  const [owner, bankName] = [fields.get('owner')?.trim() ?? '', fields.get('bank')?.trim() ?? ''];
  const [routing, number] = [fields.get('routing') ?? '', fields.get('number') ?? ''];
  const again = (problem: string) => formPage(link, owner, { problem, bankName, routing });
  if (owner === '' || bankName === '') return again('Write your name and the name of your bank.');
  if (!/^\d{9}$/.test(routing)) return again('A routing number has nine digits.');
  if (!/^\d{4,17}$/.test(number)) return again('An account number has 4 to 17 digits.');
  recipients.complete(link, { name: owner, bankName, last4: number.slice(-4) });
  return { status: 303, headers: { Location: linkUrl(link, '') }, body: '' };
}

/** What was typed before, and what is wrong with it. The number is typed anew. */
interface Tried {
  readonly problem: string;
  readonly bankName: string;
  readonly routing: string;
}

function formPage(link: AccountLink, owner: string, tried: Tried | null = null): WireAnswer {
  const note = tried === null ? '' : `<p class="note" role="alert">${escapeHtml(tried.problem)}</p>`;
  const path = new URL(linkUrl(link, 'http://here')).pathname;
  return hostedHtml(
    tried === null ? 200 : 422,
    'Tell Stripe where to pay you',
    `<p>Stripe pays you out to this account. Only Stripe sees the whole number.</p>${note}
    <form method="post" action="${escapeHtml(path)}">
    <input type="hidden" name="token" value="${escapeHtml(link.token)}">
    ${textField('owner', { label: 'Name on the account', value: owner })}
    ${textField('bank', { label: 'Bank', value: tried?.bankName ?? '' })}
    ${numberField('routing', { label: 'Routing number', value: tried?.routing ?? '', hint: 'For a try: 110000000' })}
    ${numberField('number', { label: 'Account number', value: '', hint: 'For a try: any 4 to 17 digits' })}
    <button class="primary">Save account</button></form>${backLink(link.returnUrl)}`,
  );
}

function textField(name: string, { label, value }: { label: string; value: string }): string {
  return `<label class="field">${label}
    <input name="${name}" value="${escapeHtml(value)}" autocomplete="off" required></label>`;
}

function numberField(
  name: string,
  { label, value, hint }: { label: string; value: string; hint: string },
): string {
  return `<label class="field">${label}
    <input name="${name}" value="${escapeHtml(value)}" autocomplete="off" inputmode="numeric"
      aria-describedby="${name}-hint" required><span class="hint" id="${name}-hint">${hint}</span></label>`;
}

function donePage({ returnUrl }: AccountLink, bankName: string, last4: string): WireAnswer {
  return hostedHtml(
    200,
    'Your bank account was added',
    `<p>${escapeHtml(bankName)}, ending in ${escapeHtml(last4)}. You can go on in the app.</p>${backLink(returnUrl)}`,
  );
}
