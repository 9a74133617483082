/**
 * The page behind a session's `url`, where a person shows their document and their face at Stripe. Here whoever tests chooses
 * what comes of it. It says in its first line that it is a sandbox. The address holds a secret, which is good once; without
 * it, or after its time, the page does not exist.
 */
import { unreachable } from '@diboas/kernel';
import { backLink, escapeHtml, hostedHtml, type WireAnswer, type WireRequest } from '@diboas/sandbox-kit';
import { type Act, SAMPLE } from './life.ts';
import { type Documented, ERROR_CODES, linkUrl, type Verification } from './session.ts';
import type { IdentitySessions } from './sessions.ts';

/** GET shows the page; POST to it does what was chosen, and goes back to the page. */
export function startPage(
  { sessions }: { readonly sessions: IdentitySessions },
  request: WireRequest,
): WireAnswer {
  const [, , id = '', ...more] = request.path.split('/');
  const fields = new URLSearchParams(request.method === 'POST' ? request.body : request.query);
  const session = sessions.get(id);
  const isThere = session !== undefined && more.length === 0 && fields.get('token') === session.link.token;
  const isOver = isThere && !session.link.isUsed && !sessions.isLinkGood(session);
  if (!isThere || isOver)
    return hostedHtml(404, 'This link is not good any more', '<p>Start again in the app.</p>');
  if (request.method !== 'POST') return session.link.isUsed ? statusPage(session) : choicePage(session);
  if (session.link.isUsed) return { status: 303, headers: { Location: linkUrl(session, '') }, body: '' };
  if (fields.get('choice') === 'expire') sessions.endLink(session);
  else {
    const act = actOf(fields);
    if (act === null) return choicePage(session, 'Write the names, and the date as 1990-12-31.');
    sessions.perform(id, act);
  }
  return { status: 303, headers: { Location: linkUrl(session, '') }, body: '' };
}

/** Null for a document that cannot be one. */
function actOf(fields: URLSearchParams): Act | null {
  const failed = (code: string): Act => ({ does: 'submit', ending: { is: 'failed', code } });
  switch (fields.get('choice')) {
    case 'retry': {
      const code = fields.get('code') ?? '';
      return failed(ERROR_CODES.find((one) => one === code) ?? 'document_unverified_other');
    }
    case 'refuse':
      return failed('under_supported_age');
    case 'abandon':
      return { does: 'fail', code: 'abandoned' };
    case 'cancel':
      return { does: 'cancel' };
    default: {
      const document = documentOf(fields);
      return document === null ? null : { does: 'submit', ending: { is: 'verified', document } };
    }
  }
}

function documentOf(fields: URLSearchParams): Documented | null {
  const field = (name: string) => fields.get(name)?.trim() ?? '';
  const document = {
    ...{ firstName: field('first'), lastName: field('last') },
    ...{ bornOn: field('born'), country: field('country').toUpperCase() },
  };
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(document.bornOn) && !Number.isNaN(Date.parse(document.bornOn));
  const isWhole =
    document.firstName !== '' && document.lastName !== '' && /^[A-Z]{2}$/.test(document.country);
  return isWhole && isDate ? document : null;
}

function choicePage({ id, link, returnUrl }: Verification, problem: string | null = null): WireAnswer {
  const note = problem === null ? '' : `<p class="note" role="alert">${escapeHtml(problem)}</p>`;
  const open = `<form method="post" action="/start/${escapeHtml(id)}">
    <input type="hidden" name="token" value="${escapeHtml(link.token)}">`;
  const button = (choice: string, text: string) =>
    `<button name="choice" value="${choice}">${escapeHtml(text)}</button>`;
  const options = ERROR_CODES.map((code) => `<option>${code}</option>`).join('');
  return hostedHtml(
    problem === null ? 200 : 422,
    'Show who you are',
    `<p>No document is looked at here. Choose what Stripe finds.</p>${note}
    ${open}
    ${textField('first', 'First name', SAMPLE.firstName)}
    ${textField('last', 'Last name', SAMPLE.lastName)}
    ${textField('born', 'Date of birth', SAMPLE.bornOn)}
    ${textField('country', 'Country of the document, two letters', SAMPLE.country)}
    <button class="primary" name="choice" value="verify">The document is good</button></form>
    <h2>Or it is not</h2>
    ${open}<label class="field">What is wrong <select name="code">${options}</select></label>
    ${button('retry', 'Another try is needed')}</form>
    ${open}${button('refuse', 'Refused: too young')}</form>
    <h2>Or nothing comes of it</h2>
    ${open}${button('abandon', 'Walk away')}${button('expire', 'Let the link run out')}
    ${button('cancel', 'Close the session')}</form>
    ${backLink(returnUrl)}`,
  );
}

function textField(name: string, label: string, value: string): string {
  return `<label class="field">${label}
    <input name="${name}" value="${escapeHtml(value)}" autocomplete="off"></label>`;
}

function statusPage(session: Verification): WireAnswer {
  const [title, text] = wording(session);
  return hostedHtml(200, title, `<p>${text}</p>${backLink(session.returnUrl)}`);
}

function wording({ phase, isRedacted }: Verification): readonly [title: string, text: string] {
  if (isRedacted) return ['Nothing is kept of this', 'What you showed was taken away.'];
  switch (phase) {
    case 'requires_input':
      return ['That did not work', 'Go back to the app to try again.'];
    case 'processing':
      return ['Thank you', 'Your document is being looked at. You can go back to the app.'];
    case 'verified':
      return ['You are verified', 'Nothing more to do here. You can go back to the app.'];
    case 'canceled':
      return ['This was closed', 'Go back to the app.'];
    default:
      return unreachable(phase);
  }
}
