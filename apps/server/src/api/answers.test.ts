import type { Outcome } from '@diboas/kernel';
import { ROUTES, type RouteName } from '@diboas/protocol';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ApiAnswer, ApiHandlers, ApiRefusal } from '../http/api-route.ts';
import { createTestParts, requestOf, STRANGERS_REQUEST } from '../testing/parts.ts';
import { createSmallWorld, offer, sampleObservation } from '../testing/small-world.ts';
import { createApiHandlers } from './handlers.ts';

const CUSTOMER = '0f0e0d0c-0b0a-4909-8807-060504030201';

let handlers: ApiHandlers;
let ids: { open: string; done: string; quote: string };

beforeAll(async () => {
  const world = createSmallWorld();
  handlers = createApiHandlers(createTestParts(world));
  const done = await world.confirm(CUSTOMER);
  await world.engine.idle();
  await world.tell(done.id, sampleObservation('done'));
  const open = await world.confirm(CUSTOMER);
  await world.engine.idle();
  await world.tell(open.id, sampleObservation('working'));
  const quote = offer(`${open.id.slice(0, -4)}0000`, CUSTOMER, { now: world.clock.at });
  await world.store.saveQuote(quote);
  ids = { open: open.id, done: done.id, quote: quote.id };
});

/** Holds an answer to its schema: nothing may be missing, and nothing may be there that is not documented. */
async function expectDocumented<Name extends RouteName>(
  name: Name,
  answering: Promise<Outcome<ApiAnswer<Name>, ApiRefusal<Name>>>,
): Promise<ApiAnswer<Name>['body']> {
  const answer = await answering;
  if (!answer.ok) throw new Error(`${name} was refused: ${answer.refusal.code}`);
  const { body } = answer.value;
  const sent: unknown = JSON.parse(JSON.stringify(body));
  expect(ROUTES[name].answer.parse(sent)).toEqual(sent);
  return body;
}

/** Answers leave without being parsed once more, so here each is held to what the reference says of it. */
describe('what is answered is what is documented', () => {
  const request = requestOf(CUSTOMER);

  it('of the account and its balances', async () => {
    await expectDocumented('me', handlers.me(request));
    await expectDocumented('limits', handlers.limits({ ...request, query: {} }));
    const { balances } = await expectDocumented('balances', handlers.balances(request));
    expect(balances.flatMap(({ holds }) => holds).length).toBeGreaterThan(0);
  });

  it('of quotes and transactions, under way and done', async () => {
    await expectDocumented('getQuote', handlers.getQuote({ ...request, params: { id: ids.quote } }));
    for (const id of [ids.open, ids.done]) {
      await expectDocumented('getTransaction', handlers.getTransaction({ ...request, params: { id } }));
      const byKey = handlers.findTransactionByKey({ ...request, params: { key: `key-${id}` } });
      await expectDocumented('findTransactionByKey', byKey);
    }
    const { items } = await expectDocumented(
      'listTransactions',
      handlers.listTransactions({ ...request, query: {} }),
    );
    expect(items).toHaveLength(2);
  });

  it('of unfinished wizards', async () => {
    const made = handlers.createDraft({ ...request, body: { wizard: 'add_funds' } });
    const { id } = await expectDocumented('createDraft', made);
    await expectDocumented('getDraft', handlers.getDraft({ ...request, params: { id } }));
    await expectDocumented('listDrafts', handlers.listDrafts(request));
  });

  it('of sessions', async () => {
    await expectDocumented('sessionLife', handlers.sessionLife(request));
    await expectDocumented('listSessions', handlers.listSessions(request));
  });

  it('to everybody', async () => {
    const request = STRANGERS_REQUEST;
    await expectDocumented('config', handlers.config(request));
    await expectDocumented('readSignedIn', handlers.readSignedIn(request));
    for (const token of ['x'.repeat(43), 'x']) {
      const followed = handlers.followLink({ ...request, body: { token, pressed: true } });
      await expectDocumented('followLink', followed);
    }
    await expectDocumented('signOut', handlers.signOut({ ...request, body: {} }));
  });

  it('to whoever asks for a link where mail goes somewhere', async () => {
    const { requestLink } = createApiHandlers({ ...createTestParts(createSmallWorld()), canMail: true });
    const asked = { ...STRANGERS_REQUEST, body: { email: 'customer@example.com' } };
    await expectDocumented('requestLink', requestLink(asked));
    const refused = await handlers.requestLink(asked);
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'unavailable' } });
  });
});
