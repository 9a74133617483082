// M24: lists of sanctions that change while money waits: whoever it goes to is found before it leaves, and whoever sends it is held.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSeededRandom } from '@diboas/kernel';
import { type QuoteRequest, recipientView } from '@diboas/protocol';
import { type MadeEntry, makeEntries, publishSdn } from '@diboas/sanctions/testing';
import { inProcess } from '@diboas/testkit/in-process';
import type { Person } from '@diboas/testkit/person';
import { type OpenSystem, openSystem } from '@diboas/testkit/system';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { operate, runOperator } from './operate.ts';
import { spendableOf } from './spendable-of.ts';

const folder = mkdtempSync(join(tmpdir(), 'diboas-names-'));
const made = makeEntries(createSeededRandom(31), 30).map(({ entry }) => entry);
const UNIT = { asset: 'USDC', network: 'solana' } as const;

let world: OpenSystem;
let day = 0;

beforeAll(async () => {
  world = await openSystem({ start: inProcess(), everyProvider: true, settings: { PACE_FACTOR: '0.02' } });
  await publish([]);
});
afterAll(async () => {
  await world?.close();
  rmSync(folder, { recursive: true });
});

/** Puts a list in force that has these names beside others. */
async function publish(names: readonly string[]): Promise<string> {
  day += 1;
  const [first] = made;
  const listed: MadeEntry['entry'][] = names.flatMap((text, at) =>
    first
      ? [{ ...first, id: `77777${at}`, kind: 'person', names: [{ text, quality: 'strong' }], births: [] }]
      : [],
  );
  const file = join(folder, `list-${day}.xml`);
  writeFileSync(file, [...publishSdn([...made, ...listed], { publishedOn: `2026-05-0${day}` })].join(''));
  const { code, said } = await runOperator(world, 'sanctions-import', [file]);
  expect({ code, said }).toMatchObject({ code: 0 });
  return said;
}

/** Somebody who is known by this name, with $6,000. */
async function known(name: string, document: Readonly<Record<string, string>> = {}): Promise<Person> {
  const person = await world.person(name);
  const { id } = await person.add('card', '1500.00');
  await person.verify(document);
  await person.until(id, 'completed');
  await person.until((await person.add('card', '4800.00')).id, 'completed');
  return person;
}

async function sendTo(from: Person, to: Person, { name, amount }: { name: string; amount: string }) {
  const body = { email: to.email, name };
  const { id: recipient } = recipientView.parse((await from.call('POST', '/v1/recipients', { body })).body);
  const wish: QuoteRequest = { operation: 'SEND_MONEY', to: { recipient }, amount, ...UNIT };
  const quote = await from.price(wish);
  expect((await from.confirm(quote)).status).toBe(201);
  return { id: quote.id, recipient };
}

const why = ['--by', 'cara', '--reason', 'another year of birth', '--yes'];
const approve = (id: string) => runOperator(world, 'cases', ['decide', 'approve', id, ...why]);
const state = async (person: Person, id: string) => (await person.transaction(id)).state;

describe('a list that changes', () => {
  it('M24: has whom a send goes to that waits for a reviewer: it is found before it leaves', async () => {
    const [ana, ben] = [await known('ana'), await world.person('ben')];
    const { id, recipient } = await sendTo(ana, ben, { name: 'Vladislav Krupitsyn', amount: '5200.00' });
    await vi.waitFor(async () => {
      const found = 'SELECT outcome FROM screenings WHERE subject_id = $1';
      expect(await world.database.query(found, [recipient])).toEqual([{ outcome: 'clear' }]);
    }, 10_000);
    expect(await state(ana, id)).toBe('under_review');
    expect(await publish(['Vladislav KRUPITSYN'])).toContain(`recipient ${recipient}: hit, was clear`);

    expect((await approve(id)).code).toBe(0);
    await vi.waitFor(async () => {
      const { said } = await runOperator(world, 'cases', ['show', id]);
      expect(said).toContain(
        'counterparty, review: lists: the name of the recipient is like ofac_sdn 777770',
      );
      expect(said).not.toContain('Krupitsyn');
    }, 15_000);
    expect([await state(ana, id), await spendableOf(ben, 'BANKING')]).toEqual(['under_review', 0n]);
    expect((await approve(id)).code).toBe(0);
    await ana.until(id, 'completed');
    expect(await spendableOf(ben, 'BANKING')).toBe(5_200_000_000n);
  });

  it('M24: has somebody of ours: what waits is held, nothing comes to them, and all goes on in one commit once cleared', async () => {
    const dora = await known('dora', { first: 'Zenobia', last: 'Quillfeather' });
    const ed = await world.person('ed');
    const said = await publish(['Vladislav KRUPITSYN', 'Zenobia QUILLFEATHER']);
    expect(said).toContain('goes by the result: hit');

    const held = [
      await sendTo(dora, ed, { name: 'Ed', amount: '20.00' }),
      await sendTo(dora, ed, { name: 'Ed', amount: '30.00' }),
    ].map(({ id }) => id);
    for (const id of held) expect(await state(dora, id)).toBe('under_review');
    const fay = await known('fay');
    const { id: back } = await sendTo(fay, dora, { name: 'Dora', amount: '10.00' });
    expect((await fay.until(back, 'failed_nothing_moved')).failure).toMatchObject({
      code: 'recipient_cannot_receive',
    });

    const cleared = await operate(world, { verb: 'clear-name', person: dora, options: why });
    expect(cleared).toMatchObject({ code: 0, said: expect.stringContaining('Done.') });
    for (const id of held) await dora.until(id, 'completed');
    const woken = await world.database.query(
      `SELECT DISTINCT xact::text FROM journal WHERE transaction_id = ANY ($1::uuid[]) AND cause = 'woken'
         AND xact IN (SELECT xact FROM audit WHERE act = 'profile_changed' AND actor = 'cara')`,
      [held],
    );
    expect(woken).toHaveLength(1);
  });
});
