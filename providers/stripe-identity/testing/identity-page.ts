import { assert } from '@diboas/kernel';

/** Chooses on the page behind a session's link, as whoever tests would; a good document when nothing else is said. */
export async function passOnIdentityPage(
  url: string,
  fields: Readonly<Record<string, string>> = {},
): Promise<void> {
  const { origin, pathname, searchParams } = new URL(url);
  const document = { first: 'Ada', last: 'Moss', born: '1990-05-17', country: 'US' };
  const body = new URLSearchParams({
    ...{ choice: 'verify', ...document, ...fields, token: searchParams.get('token') ?? '' },
  });
  const answer = await fetch(`${origin}${pathname}`, { method: 'POST', body, redirect: 'manual' });
  assert(answer.status === 303, 'the choice was taken', { status: answer.status });
}
