/**
 * The page behind `kyc_link`, where a person says who they are and which bank account is theirs. Bridge has a page for the
 * one and lets Plaid ask for the other; here it is one page. It says in its first line that it is a sandbox. The address
 * holds a secret; without it the page does not exist. Of the number only its end is kept.
 */
import { backLink, escapeHtml, hostedHtml, type WireAnswer, type WireRequest } from '@diboas/sandbox-kit';
import { type Customers, type KycLink, linkUrl } from './customers.ts';

/** GET shows the page; POST to it adds the account, and goes back to the page. */
export function formAnswer(customers: Customers, request: WireRequest): WireAnswer {
  const [, , id = '', ...more] = request.path.split('/');
  const fields = new URLSearchParams(request.method === 'POST' ? request.body : request.query);
  const link = customers.link(id);
  if (link === undefined || more.length > 0 || fields.get('token') !== link.token) {
    return hostedHtml(404, 'This page does not exist', '<p>Check the link, or start again in the app.</p>');
  }
  const [account] = customers.accountsOf(link.customer);
  if (account !== undefined) return donePage(link, account.bankName, account.last4);
  if (request.method !== 'POST') return formPage(link);
  const [owner, bankName] = [fields.get('owner')?.trim() ?? '', fields.get('bank')?.trim() ?? ''];
  const [routing, number] = [fields.get('routing') ?? '', fields.get('number') ?? ''];
  const again = (problem: string) => formPage(link, { problem, owner, bankName, routing });
  if (owner === '' || bankName === '') return again('Write your name and the name of your bank.');
  if (!isRoutingNumber(routing))
    return again('This is no routing number: it has nine digits, and they fit each other.');
  if (!/^\d{4,17}$/.test(number)) return again('An account number has 4 to 17 digits.');
  customers.complete(link, { owner, bankName, last4: number.slice(-4) });
  return { status: 303, headers: { Location: linkUrl(link, '') }, body: '' };
}

/** What was typed before, and what is wrong with it. The number is typed anew. */
interface Tried {
  readonly problem: string;
  readonly owner: string;
  readonly bankName: string;
  readonly routing: string;
}

function formPage(link: KycLink, tried: Tried | null = null): WireAnswer {
  const note = tried === null ? '' : `<p class="note" role="alert">${escapeHtml(tried.problem)}</p>`;
  const path = new URL(linkUrl(link, 'http://here')).pathname;
  return hostedHtml(
    tried === null ? 200 : 422,
    'Add your bank account',
    `<p>Bridge pays you out to it. Only Bridge sees the whole number.</p>${note}
    <form method="post" action="${escapeHtml(path)}">
    <input type="hidden" name="token" value="${escapeHtml(link.token)}">
    ${field('owner', 'Name on the account', tried?.owner ?? link.fullName)}
    ${field('bank', 'Bank', tried?.bankName ?? '')}
    ${field('routing', 'Routing number', tried?.routing ?? '', 'For a try: 121000248')}
    ${field('number', 'Account number', '', 'For a try: any 4 to 17 digits')}
    <button class="primary">Add account</button></form>${backLink(link.returnUrl)}`,
  );
}

/** One with a hint asks for digits. */
function field(name: string, label: string, value: string, hint: string | null = null): string {
  const digits = hint === null ? '' : `inputmode="numeric" aria-describedby="${name}-hint"`;
  const below = hint === null ? '' : `<span class="hint" id="${name}-hint">${hint}</span>`;
  return `<label class="field">${label}
    <input name="${name}" value="${escapeHtml(value)}" autocomplete="off" ${digits} required>${below}</label>`;
}

function donePage(link: KycLink, bankName: string, last4: string): WireAnswer {
  return hostedHtml(
    200,
    'Your bank account was added',
    `<p>${escapeHtml(bankName)}, ending in ${escapeHtml(last4)}. You can go on in the app.</p>${backLink(link.returnUrl)}`,
  );
}

/** Nine digits, the last of which checks the others: weights 3, 7, 1. */
function isRoutingNumber(text: string): boolean {
  if (!/^\d{9}$/.test(text)) return false;
  const sum = [...text].reduce((all, digit, index) => all + Number(digit) * ([3, 7, 1][index % 3] ?? 0), 0);
  return sum > 0 && sum % 10 === 0;
}
