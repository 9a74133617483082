import { unreachable } from '@diboas/kernel';
import { type OpenRouteName, PROBLEMS, type ProblemCode, ROUTES } from '@diboas/protocol';
import { describe, expect, it } from 'vitest';
import { type Call, createCall } from './call.ts';

const ID = '0f0e0d0c-0b0a-4909-8807-060504030201';

/** A client of a server that refuses everything with one code. */
function refusedWith(code: ProblemCode) {
  const asked: string[] = [];
  const heard: string[] = [];
  const { status, title } = PROBLEMS[code];
  const call = createCall({
    routeOf: (name) => ROUTES[name],
    async fetch(url) {
      asked.push(String(url));
      return Response.json({ type: `urn:diboas:problem:${code}`, title, status, code }, { status });
    },
    patience: () => undefined,
    onSignedOut: () => heard.push('signed out'),
    onReach: (isReached) => heard.push(isReached ? 'reached' : 'lost'),
    onTime() {},
  });
  return { call, asked, heard };
}

describe('a call that is refused', () => {
  it('has one of the codes that its route documents, and no other', async () => {
    const { call, asked } = refusedWith('not_found');
    const answer = await call('getQuote', { params: { id: ID } });
    expect(asked).toEqual([`/v1/quotes/${ID}`]);
    if (answer.ok || answer.refusal.kind === 'no_answer') throw new Error('it was refused');
    const { code } = answer.refusal.problem;
    switch (code) {
      case 'invalid_request':
      case 'not_signed_in':
      case 'not_acceptable':
      case 'too_many_requests':
      case 'internal':
      case 'unavailable':
        throw new Error(`not this time: ${code}`);
      case 'not_found':
        break;
      default:
        // Compiles because nothing is left: what a route refuses is a closed list.
        unreachable(code);
    }
    // @ts-expect-error Reading a quote is never refused for want of a price.
    expect(code === 'no_provider').toBe(false);
  });

  it('is as good as not answered when nobody documents the code, though the server is there', async () => {
    const { call, heard } = refusedWith('method_not_allowed');
    const answer = await call('balances', {});
    expect(answer).toMatchObject({ ok: false, refusal: { kind: 'no_answer' } });
    expect(heard).toEqual(['reached']);
  });

  it('is never for want of a session where everybody may ask', async () => {
    const { call } = refusedWith('unavailable');
    const open: Call<OpenRouteName> = call;
    const answer = await open('requestLink', { body: { email: 'ana@example.com' } });
    if (answer.ok || answer.refusal.kind === 'no_answer') throw new Error('it was refused');
    // @ts-expect-error No session is looked for.
    expect(answer.refusal.problem.code === 'not_signed_in').toBe(false);
    // @ts-expect-error What is asked by somebody is not among what everybody may ask.
    expect(await open('me', {})).toMatchObject({ ok: false });
  });

  it('tells when nobody is signed in any more', async () => {
    const { call, heard } = refusedWith('not_signed_in');
    await call('listDrafts', {});
    expect(heard).toEqual(['reached', 'signed out']);
  });
});
