// M24 over HTTP: two operators at two nodes let a case pass, and it goes on, by the rules that it was held up by.
import { createHash } from 'node:crypto';
import { RULES, ruleBookText } from '@diboas/compliance';
import { OPERATOR_ROUTES } from '@diboas/protocol';
import { call } from '@diboas/testkit/person';
import { type OpenSystem, openSystem } from '@diboas/testkit/system';
import { afterAll, beforeAll, expect, it } from 'vitest';

let world: OpenSystem;

const tokenOf = (name: string) => Buffer.from(`the key of ${name}`.padEnd(48, '.')).toString('base64url');
const keyOf = (name: string) => `${name}:${createHash('sha256').update(tokenOf(name)).digest('hex')}`;
const OWNER = 'olive@example.com';

beforeAll(async () => {
  const OPERATOR_KEYS = ['ana', 'ben', OWNER].map(keyOf).join(',');
  world = await openSystem({
    ...{ servers: 2, everyProvider: true },
    settings: { PACE_FACTOR: '0.02', OPERATOR_KEYS },
  });
});
afterAll(() => world?.close());

/** By which all that was begun here would be held up. */
async function newRulesAt(node: 0 | 1): Promise<void> {
  await world.servers[node]?.stop();
  const COMPLIANCE_RULES = ruleBookText({ ...RULES, velocity: { hours: 1, most: 1 } });
  await world.startServer({
    port: Number(new URL(world.urls[node] ?? '').port),
    settings: { COMPLIANCE_RULES },
  });
}

it('M24 a case needs two people above $10,000, neither of them its own person, and goes on then', async () => {
  const person = await world.person('olive');
  const first = await person.add('card', '1500.00');
  await person.verify();
  await person.until(first.id, 'completed');
  const { id } = await person.add('card', '12000.00');

  const ask = async (node: 0 | 1, by: string, path: string, body?: object) => {
    const headers = { authorization: `Bearer ${tokenOf(by)}` };
    const options = body ? { headers, body } : { headers };
    return await call(world.urls[node] ?? '', body ? 'POST' : 'GET', `/v1/operator/${path}`, options);
  };
  const approve = async (node: 0 | 1, by: string, more: object = {}) => {
    const body = { act: 'approve', reason: 'the sale of a flat, contract seen', ...more };
    const answer = await ask(node, by, `transactions/${id}/acts`, body);
    expect(answer.status).toBe(200);
    return OPERATOR_ROUTES.operatorAct.answer.parse(answer.body);
  };

  expect((await ask(0, 'ana', 'cases')).body).toMatchObject({
    cases: [{ transaction: id, amount: { amount: '12000.00' }, findings: [{ check: 'large_amount' }] }],
  });
  expect((await ask(0, 'eve', 'cases')).status).toBe(401);
  expect(await approve(0, OWNER)).toMatchObject({ outcome: 'refused', refusal: 'own_case' });
  expect(await approve(0, 'ana', { dryRun: true })).toMatchObject({ outcome: 'proposed', dryRun: true });
  for (const node of [0, 1] as const)
    expect(await approve(node, 'ana')).toMatchObject({ outcome: 'proposed', dryRun: false });
  expect((await person.transaction(id)).state).toBe('under_review');
  await newRulesAt(1);
  expect(await approve(1, 'ben')).toMatchObject({ outcome: 'applied' });
  await person.until(id, 'completed');

  const shown = OPERATOR_ROUTES.operatorTransaction.answer.parse(
    (await ask(0, 'ben', `transactions/${id}`)).body,
  );
  expect(shown.acts).toMatchObject([{ act: 'approve', by: 'ana', confirmedBy: 'ben', done: true }]);
  expect(shown.history).toContainEqual(expect.objectContaining({ passed: ['large_amount'] }));
  expect(JSON.stringify(shown)).not.toContain(OWNER);
  expect((await ask(1, 'ana', 'cases')).body).toEqual({ cases: [] });
});
