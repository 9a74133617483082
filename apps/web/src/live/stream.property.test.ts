import type { StreamMessage } from '@diboas/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleTransaction } from '../api/sample-transaction.ts';
import { applyMessage, EMPTY_STREAM, type StreamView } from './stream.ts';

const AT = '2026-11-23T05:00:00.000Z';
const IDS = ['a', 'b', 'c'];

/** The stream of `count` changes of three transactions, as the server would send it. */
function history(count: number, pick: readonly number[]): Extract<StreamMessage, { type: 'change' }>[] {
  const versions = new Map<string, number>();
  return Array.from({ length: count }, (_, index) => {
    const id = IDS[(pick[index] ?? 0) % IDS.length] ?? 'a';
    const version = (versions.get(id) ?? 0) + 1;
    versions.set(id, version);
    return {
      type: 'change',
      seq: index + 1,
      at: AT,
      transaction: sampleTransaction({ id, version, seq: index + 1 }),
    };
  });
}

function run(messages: readonly StreamMessage[], from: StreamView = started()): StreamView {
  return messages.reduce((view, message) => applyMessage(view, message).view, from);
}

function started(): StreamView {
  return applyMessage(EMPTY_STREAM, { type: 'hello', seq: 0, heartbeatMs: 3_000, at: AT }).view;
}

const streams = fc.array(fc.nat(2), { minLength: 1, maxLength: 25 }).chain((pick) => {
  const all = history(pick.length, pick);
  return fc.record({
    all: fc.constant(all),
    shuffled: fc
      .shuffledSubarray([...all, ...all], { minLength: all.length })
      .map((some) => [...some, ...all]),
  });
});

describe('the stream of changes', () => {
  it('R1 any order with any repetition of the same changes gives the same view', () => {
    fc.assert(
      fc.property(streams, ({ all, shuffled }) => {
        const straight = run(all);
        expect(run(shuffled)).toEqual(straight);
        expect(straight.seq).toBe(all.length);
        expect(straight.waiting.size).toBe(0);
      }),
    );
  });

  it('R1 an older or repeated change changes nothing, not even the identity of the view', () => {
    fc.assert(
      fc.property(streams, fc.nat(), ({ all }, choice) => {
        const view = run(all);
        const again = all[choice % all.length];
        if (again) expect(applyMessage(view, again)).toEqual({ view, need: 'nothing' });
        if (again) expect(applyMessage(view, again).view).toBe(view);
      }),
    );
  });

  it('R2 a gap asks for the missing changes and shows nothing from beyond it', () => {
    fc.assert(
      fc.property(streams, fc.nat(), ({ all }, choice) => {
        fc.pre(all.length > 1);
        const missing = choice % (all.length - 1);
        const before = run(all.slice(0, missing));
        const beyond = all[missing + 1];
        if (!beyond) return;
        const { view, need } = applyMessage(before, beyond);
        expect(need).toBe('missing_changes');
        expect(view.transactions).toEqual(before.transactions);
        expect(view.seq).toBe(missing);
        expect(run(all.slice(missing), view)).toEqual(run(all));
      }),
    );
  });

  it('R2 a gap is also seen by a heartbeat that is ahead', () => {
    const view = run(history(2, [0, 1]));
    expect(applyMessage(view, { type: 'heartbeat', seq: 3, at: AT }).need).toBe('missing_changes');
    expect(applyMessage(view, { type: 'heartbeat', seq: 2, at: AT }).need).toBe('nothing');
  });

  it('R2 a refused cursor fetches everything and goes on from the seq named', () => {
    const { view, need } = applyMessage(run(history(5, [])), { type: 'resync', seq: 2, at: AT });
    expect(need).toBe('full_fetch');
    expect(view).toMatchObject({ seq: 2 });
    expect(view.transactions.size).toBe(0);
  });
});
