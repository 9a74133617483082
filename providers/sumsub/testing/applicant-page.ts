import { assert } from '@diboas/kernel';

/** Chooses on the page behind a link, as whoever tests would; a good document when nothing else is said. */
export async function passOnApplicantPage(
  url: string,
  fields: Readonly<Record<string, string>> = {},
): Promise<void> {
  const document = { first: 'Ada', last: 'Moss', born: '1990-05-17', country: 'USA' };
  const body = new URLSearchParams({ choice: 'verify', ...document, ...fields });
  const answer = await fetch(url, { method: 'POST', body, redirect: 'manual' });
  assert(answer.status === 303, 'the choice was taken', { status: answer.status });
}
