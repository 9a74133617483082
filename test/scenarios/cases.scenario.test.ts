// M24: what checks set before a reviewer is listed, shown and decided by the operators' command, and goes on or goes back by it.
import { inProcess } from '@diboas/testkit/in-process';
import { type OpenSystem, openSystem } from '@diboas/testkit/system';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runOperator } from './operate.ts';

let world: OpenSystem;

beforeAll(async () => {
  world = await openSystem({ start: inProcess(), everyProvider: true, settings: { PACE_FACTOR: '0.02' } });
});
afterAll(() => world?.close());

/** Somebody who is known, and a deposit of theirs that a person of ours must look at. */
async function looked(name: string, amount: string) {
  const person = await world.person(name);
  const first = await person.add('card', '1500.00');
  await person.verify();
  await person.until(first.id, 'completed');
  const { id } = await person.add('card', amount);
  expect(await person.transaction(id)).toMatchObject({
    ...{ status: 'VALIDATING', activity: 'COMPLIANCE_REVIEW', state: 'under_review' },
    ...{ waits: { for: 'check' }, action: null },
  });
  return { person, id };
}

const run = (...args: string[]) => runOperator(world, 'cases', args);
const why = (by: string) => ['--by', by, '--reason', 'the sale of a flat, contract seen'];

describe('a case', () => {
  it('M24 needs two people above $10,000, neither of them its own person, and goes on then', async () => {
    const { person, id } = await looked('ana', '12000.00');
    const { said } = await run('list');
    expect(said).toMatch(new RegExp(`${id} {2}ADD_FUNDS 12000\\.00 USD\n {4}since .+, until .+, rules .+\n`));
    expect(said).toContain('large_amount, review: $12,000.00, from $10,000.00 on');
    expect(said).toContain('1 open, 0 past their deadline');

    const own = await run('decide', 'approve', id, ...why(person.email.toUpperCase()), '--yes');
    expect(own).toMatchObject({ code: 1, said: expect.stringContaining('their own') });
    expect((await run('note', id, ...why('ana.reviewer'), '--yes')).code).toBe(0);
    const dry = await run('decide', 'approve', id, ...why('ana.reviewer'));
    expect(dry).toMatchObject({ code: 0, said: expect.stringContaining('Nothing was done.') });
    for (const by of ['ana.reviewer', 'ana.reviewer']) {
      expect((await run('decide', 'approve', id, ...why(by), '--yes')).code).toBe(0);
      expect((await person.transaction(id)).state).toBe('under_review');
    }
    expect((await run('decide', 'approve', id, ...why('ben'), '--yes')).code).toBe(0);
    await person.until(id, 'completed');

    const shown = (await run('show', id)).said;
    const told = [
      'large_amount, review: $12,000.00',
      'note by ana.reviewer',
      'approve by ben',
      'let pass: large_amount',
    ];
    for (const one of told) expect(shown).toContain(one);
    expect(shown).not.toContain(person.email);
    expect((await run('list')).said).toContain('0 open');
  });

  it('M24 that is denied gives all of it back, and its person is not told why', async () => {
    const { person, id } = await looked('ben', '11000.00');
    expect((await run('decide', 'deny', id, ...why('ana'), '--yes')).code).toBe(0);
    const ended = await person.until(id, 'failed_nothing_moved');
    expect(ended).toMatchObject({ failure: { code: 'not_allowed' }, waits: null });
    expect(await run('decide', 'approve', id, ...why('ana'), '--yes')).toMatchObject({ code: 1 });
  });
});
