import { assert } from '@diboas/kernel';

/** Fills in the page where a recipient names their bank account, as a person would: the same account as at any other provider. */
export async function fillRecipientForm(url: string): Promise<void> {
  const { origin, pathname, searchParams } = new URL(url);
  const fields = { owner: 'Ada Moss', bank: 'Harbour Bank', routing: '121000248', number: '000123456789' };
  const body = new URLSearchParams({ ...fields, token: searchParams.get('token') ?? '' });
  const answer = await fetch(`${origin}${pathname}`, { method: 'POST', body, redirect: 'manual' });
  assert(answer.status === 303, 'the form was taken', { status: answer.status });
}
