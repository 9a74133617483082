/** The page where whoever tests says what the sandbox's world knows of an address. No provider has it. */
import { detailList, hostedHtml } from '../page/hosted.ts';
import { escapeHtml } from '../page/html.ts';
import type { WireAnswer, WireRequest } from '../wire/provider-wire.ts';
import { ADDRESS_MARKS, type AddressMark, type AddressMarks } from './address-marks.ts';

export const MARKS_PATH = '/sandbox/addresses';

const WORDS: Readonly<Record<AddressMark, string>> = {
  clean: 'Nothing is known of it',
  exposed: 'It had money of criminals',
  sanctioned: 'Its owner is on a list',
};

/** GET shows it; POST marks an address, and goes back to it. */
export function marksAnswer(marks: AddressMarks, { method, body }: WireRequest): WireAnswer {
  if (method !== 'POST') return page(marks, 200, '');
  const fields = new URLSearchParams(body);
  const address = fields.get('address')?.trim() ?? '';
  const mark = ADDRESS_MARKS.find((one) => one === fields.get('mark'));
  if (!/^[0-9a-zA-Z]{20,100}$/.test(address) || mark === undefined)
    return page(marks, 422, '<p class="note" role="alert">Write an address, and choose what is known.</p>');
  marks.put({ address, mark });
  return { status: 303, headers: { Location: MARKS_PATH }, body: '' };
}

function page(marks: AddressMarks, status: number, note: string): WireAnswer {
  const buttons = ADDRESS_MARKS.map(
    (mark) => `<button name="mark" value="${mark}">${escapeHtml(WORDS[mark])}</button>`,
  );
  const rows = marks.list().map(({ address, mark }) => [WORDS[mark], address, 'mono wrap'] as const);
  return hostedHtml(
    status,
    'What is known of addresses',
    `<p>Every provider here that screens addresses says so, each in its own words.</p>${note}
    <form method="post" action="${MARKS_PATH}">
    <label class="field">Address <input name="address" autocomplete="off" spellcheck="false" required></label>
    ${buttons.join('\n')}</form>${detailList(rows)}`,
  );
}
