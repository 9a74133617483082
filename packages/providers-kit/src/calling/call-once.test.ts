import { describe, expect, it } from 'vitest';
import { findClosedPort, startLoopbackServer, type WireAct } from '../contract/wire/loopback-server.ts';
import { type CredentialNews, watchCredentials } from '../credentials/credential-watch.ts';
import { NoAnswerError, ProviderRefusalError, UnreadableBodyError } from './call-errors.ts';
import { type CallRules, callOnce } from './call-once.ts';

type GivenRules = Pick<CallRules, 'answersList' | 'bytesMax'>;

async function called(act: WireAct, rules: GivenRules = {}) {
  const server = await startLoopbackServer(() => act);
  const news: CredentialNews[] = [];
  try {
    const ended = await callAt(server.url, news, rules).catch((error: unknown) => error);
    return { ended, sent: server.received.length, news };
  } finally {
    await server.close();
  }
}

function callAt(url: string, news: CredentialNews[], rules: GivenRules = {}): Promise<object> {
  return callOnce(
    { method: 'POST', url: new URL(url), headers: { 'x-key': 'k' }, body: '{}' },
    {
      timeoutMs: 300,
      readRefusal: (body) =>
        'code' in body && typeof body.code === 'string' ? { code: body.code, requestId: null } : null,
      refusesKey: (status) => status === 401,
      keySetting: 'NOBODY_KEY',
      credentials: watchCredentials((one) => news.push(one)),
      now: () => 0,
      ...rules,
    },
  );
}

describe('a call', () => {
  it('gives the body of a good answer', async () => {
    expect(await called({ status: 201, body: '{"a":1}' })).toMatchObject({ ended: { a: 1 }, sent: 1 });
  });

  it('gives a list where one is answered, and nothing else is one', async () => {
    const rules = { answersList: true };
    expect(await called({ status: 201, body: '[1]' }, rules)).toMatchObject({ ended: [1] });
    for (const status of [201, 400])
      expect((await called({ status, body: status === 201 ? '{}' : '[]' }, rules)).ended).toBeInstanceOf(
        UnreadableBodyError,
      );
  });

  it('gives a body that is as long as it may be, and none that is a byte longer', async () => {
    const body = '{"é":1}';
    expect(await called({ status: 200, body }, { bytesMax: 8 })).toMatchObject({ ended: { é: 1 } });
    expect((await called({ status: 200, body }, { bytesMax: 7 })).ended).toBeInstanceOf(UnreadableBodyError);
  });

  it.each<[string, WireAct, unknown]>([
    ['a reset', 'reset', NoAnswerError],
    ['silence', 'silence', NoAnswerError],
    ['a body that breaks off', 'cut', NoAnswerError],
    ['no JSON', { status: 200, body: '<html>' }, UnreadableBodyError],
    ['a list', { status: 200, body: '[]' }, UnreadableBodyError],
    ['a failure in nobody’s words', { status: 500, body: '{}' }, UnreadableBodyError],
    ['a way elsewhere', { status: 307, headers: { location: '/' }, body: '{}' }, UnreadableBodyError],
    ['a refusal', { status: 400, body: '{"code":"no"}' }, ProviderRefusalError],
  ])('that meets %s was sent once, and says so', async (_what, act, error) => {
    const { ended, sent } = await called(act);
    expect(ended).toBeInstanceOf(error);
    expect(sent).toBe(1);
  });

  it('to nobody has no answer', async () => {
    await expect(callAt(await findClosedPort(), [])).rejects.toBeInstanceOf(NoAnswerError);
  });

  it('whose key is refused tells of it by the name of the setting', async () => {
    const { news } = await called({ status: 401, body: '{"code":"key"}' });
    expect(news).toEqual([{ state: 'refused', detail: expect.stringContaining('NOBODY_KEY') }]);
  });
});
