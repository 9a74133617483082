import { type Outcome, refuse } from '@diboas/kernel';
import { PROBLEMS, ROUTES, type RouteName, refusalsOf } from '@diboas/protocol';
import { describe, expect, it } from 'vitest';
import type { ApiAnswer, ApiHandler, ApiRefusal } from '../http/api-route.ts';

const no = async <Code>(code: Code) => refuse({ code });

/** What these say is looked at by the compiler; that nothing is wrong with it otherwise is looked at by running it. */
describe('a refusal that a route does not document', () => {
  it('does not compile in its handler', async () => {
    const documented: ApiHandler<'createQuote'> = () => no('amount_too_small');
    // @ts-expect-error A quote takes no key, so none can be in use.
    const foreign: ApiHandler<'createQuote'> = () => no('key_in_use');
    // @ts-expect-error Reading refuses nothing but what is not there.
    const other: ApiHandler<'getTransaction'> = () => no('price_changed');
    // @ts-expect-error A route that only reads has no body that could be too large.
    const reading: ApiHandler<'balances'> = () => no('body_too_large');
    // @ts-expect-error Who is open to everybody turns nobody away for not being signed in.
    const open: ApiHandler<'config'> = () => no('not_signed_in');
    // @ts-expect-error And a handler of it is told of no session.
    const nobody: ApiHandler<'config'> = ({ session }) => no(session);
    // @ts-expect-error There is no such problem at all.
    const unknown: ApiRefusal<'confirm'> = { code: 'too_rich' };
    const given: Promise<Outcome<unknown, unknown>>[] = [
      documented,
      foreign,
      other,
      reading,
      open,
      nobody,
    ].map((handler) => handler({} as never));
    for (const outcome of await Promise.all(given)) expect(outcome.ok).toBe(false);
    expect(unknown.code in PROBLEMS).toBe(false);
  });

  it('says no header that its route does not', () => {
    const cookie: ApiAnswer<'signOut'> = { body: {}, headers: { 'set-cookie': [] } };
    // @ts-expect-error Who asks what this server is gets no cookie.
    const none: ApiAnswer<'config'> = { body: { mailbox: false, world: 'live', support: null }, headers: {} };
    expect(['answerHeaders' in ROUTES.config, 'headers' in cookie && 'headers' in none]).toEqual([
      false,
      true,
    ]);
  });

  it('is not given again with another answer, where nothing can be asked for twice', () => {
    const body = { id: 'a', email: 'person@example.com' };
    // @ts-expect-error Only a route that says what a repeated answer means has one.
    const repeated: ApiAnswer<'me'> = { body, replayed: true };
    expect('repeated' in ROUTES.me || !repeated.replayed).toBe(false);
  });
});

it('names each refusal of a route once', () => {
  for (const name of Object.keys(ROUTES) as RouteName[]) {
    const codes = refusalsOf(name);
    expect(new Set(codes).size, name).toBe(codes.length);
  }
});
