/**
 * The page behind a link, where a person shows their document and their face at Sumsub. Here whoever tests chooses what comes
 * of it. It says in its first line that it is a sandbox. The address is a secret; after its time the page does not exist.
 */
import { unreachable } from '@diboas/kernel';
import { backLink, escapeHtml, hostedHtml, type WireAnswer, type WireRequest } from '@diboas/sandbox-kit';
import type { Applicant, Documented } from './applicant.ts';
import type { ApplicantLink, Applicants } from './applicants.ts';
import { type Act, SAMPLE } from './life.ts';

/** Some of Sumsub's labels, of each kind. */
const RETRY_LABELS = [
  'UNSATISFACTORY_PHOTOS',
  'EXPIRATION_DATE',
  'BAD_FACE_MATCHING',
  'NOT_DOCUMENT',
  'DOCUMENT_PAGE_MISSING',
];
const FINAL_LABELS = ['FORGERY', 'AGE_REQUIREMENT_MISMATCH', 'DUPLICATE', 'SANCTIONS', 'WRONG_USER_REGION'];

/** GET shows the page; POST to it does what was chosen, and goes back to the page. */
export function linkPage(
  { applicants }: { readonly applicants: Applicants },
  request: WireRequest,
): WireAnswer {
  const token = request.path.slice('/websdk/p/'.length);
  const link = applicants.link(token);
  const applicant = link === undefined ? undefined : applicants.get(link.applicant);
  if (link === undefined || applicant === undefined)
    return hostedHtml(404, 'This link is not good any more', '<p>Start again in the app.</p>');
  if (request.method !== 'POST') return isOpen(applicant) ? choicePage(link) : statusPage(applicant, link);
  const fields = new URLSearchParams(request.body);
  if (fields.get('choice') === 'expire') applicants.endLink(link);
  else if (fields.get('choice') !== 'abandon') {
    const acts = actsOf(fields);
    if (acts === null) return choicePage(link, 'Write the names, and the date as 1990-12-31.');
    // A second press, or one that comes too late, changes nothing: the page then shows how things stand.
    if (isOpen(applicant)) for (const act of acts) applicants.perform(applicant.id, act);
  }
  return { status: 303, headers: { Location: request.path }, body: '' };
}

function isOpen({ phase, isInactive, ending }: Applicant): boolean {
  const mayTryAgain = phase === 'completed' && ending?.answer === 'RED' && ending.type === 'RETRY';
  return !isInactive && (phase === 'init' || mayTryAgain);
}

/** Null for a document that cannot be one. */
function actsOf(fields: URLSearchParams): readonly Act[] | null {
  const label = (known: readonly string[]) => {
    const chosen = fields.get('label') ?? '';
    return known.includes(chosen) ? [chosen] : known.slice(0, 1);
  };
  const choice = fields.get('choice');
  if (choice === 'retry')
    return [{ does: 'submit', ending: { answer: 'RED', type: 'RETRY', labels: label(RETRY_LABELS) } }];
  if (choice === 'refuse')
    return [{ does: 'submit', ending: { answer: 'RED', type: 'FINAL', labels: label(FINAL_LABELS) } }];
  if (choice === 'deactivate') return [{ does: 'deactivate' }];
  const document = documentOf(fields);
  if (document === null) return null;
  const submit: Act = { does: 'submit', ending: { answer: 'GREEN', document } };
  return choice === 'hold' ? [submit, { does: 'wait', as: 'onHold' }] : [submit];
}

function documentOf(fields: URLSearchParams): Documented | null {
  const field = (name: string) => fields.get(name)?.trim() ?? '';
  const document = {
    ...{ firstName: field('first'), lastName: field('last') },
    ...{ bornOn: field('born'), country: field('country').toUpperCase() },
  };
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(document.bornOn) && !Number.isNaN(Date.parse(document.bornOn));
  const isWhole =
    document.firstName !== '' && document.lastName !== '' && /^[A-Z]{3}$/.test(document.country);
  return isWhole && isDate ? document : null;
}

function choicePage({ token, returnUrl }: ApplicantLink, problem: string | null = null): WireAnswer {
  const note = problem === null ? '' : `<p class="note" role="alert">${escapeHtml(problem)}</p>`;
  const open = `<form method="post" action="/websdk/p/${escapeHtml(token)}">`;
  const button = (choice: string, text: string) =>
    `<button name="choice" value="${choice}">${escapeHtml(text)}</button>`;
  const select = (labels: readonly string[]) =>
    `<label class="field">Label <select name="label">${labels.map((one) => `<option>${one}</option>`).join('')}</select></label>`;
  return hostedHtml(
    problem === null ? 200 : 422,
    'Show who you are',
    `<p>No document is looked at here. Choose what Sumsub finds.</p>${note}
    ${open}
    ${textField('first', 'First name', SAMPLE.firstName)}
    ${textField('last', 'Last name', SAMPLE.lastName)}
    ${textField('born', 'Date of birth', SAMPLE.bornOn)}
    ${textField('country', 'Country of the document, three letters', SAMPLE.country)}
    <button class="primary" name="choice" value="verify">The document is good</button>
    ${button('hold', 'Good, but somebody looks at it first')}</form>
    <h2>Or it is not</h2>
    ${open}${select(RETRY_LABELS)}${button('retry', 'Another try is needed')}</form>
    ${open}${select(FINAL_LABELS)}${button('refuse', 'Refused for good')}</form>
    <h2>Or nothing comes of it</h2>
    ${open}${button('abandon', 'Walk away')}${button('expire', 'Let the link run out')}
    ${button('deactivate', 'Make the applicant inactive')}</form>
    ${backLink(returnUrl)}`,
  );
}

function textField(name: string, label: string, value: string): string {
  return `<label class="field">${label}
    <input name="${name}" value="${escapeHtml(value)}" autocomplete="off"></label>`;
}

function statusPage(applicant: Applicant, { returnUrl }: ApplicantLink): WireAnswer {
  const [title, text] = wording(applicant);
  return hostedHtml(200, title, `<p>${text}</p>${backLink(returnUrl)}`);
}

function wording({ phase, isInactive, ending }: Applicant): readonly [title: string, text: string] {
  if (isInactive) return ['This was closed', 'Go back to the app.'];
  switch (phase) {
    case 'completed':
      return ending?.answer === 'GREEN'
        ? ['You are verified', 'Nothing more to do here. You can go back to the app.']
        : ['This was refused', 'Go back to the app.'];
    case 'init':
    case 'awaitingUser':
      return ['There is something to do', 'Go on in the app.'];
    case 'pending':
    case 'prechecked':
    case 'queued':
    case 'onHold':
    case 'awaitingService':
      return ['Thank you', 'Your document is being looked at. You can go back to the app.'];
    default:
      return unreachable(phase);
  }
}
