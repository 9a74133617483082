import type { Call } from '@diboas/client';
import { accept, refuse } from '@diboas/kernel';
import { PROBLEMS, type ProblemCode } from '@diboas/protocol';
import { describe, expect, it } from 'vitest';
import { createFactorGate } from './factor-gate.ts';

/** A server that answers with these, one after the other; null is what it should. */
function scene(...answers: (ProblemCode | null)[]) {
  const heard: unknown[] = [];
  const plain = (async (name: string, input: unknown) => {
    heard.push([name, input]);
    const code = answers.shift() ?? null;
    if (code === null) return accept({});
    const { status, title } = PROBLEMS[code];
    const left = { asset: 'USDC', amount: '50.00' };
    return refuse({ kind: 'refused', problem: { type: '', title, status, code, left } });
  }) as Call;
  const gate = createFactorGate(plain);
  const asked: unknown[] = [];
  gate.onChange(() => asked.push(gate.asked()));
  return { heard, gate, asked, remove: () => gate.call('removeRecipient', { params: { id: '1' } }) };
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('M72: a call that needs the second factor', () => {
  it('waits until it is given, and is made again as it was', async () => {
    const { heard, gate, asked, remove } = scene('factor_required', null);
    const called = remove();
    await turn();
    expect(gate.asked()).toEqual({ kind: 'give' });
    gate.answer(true);
    expect(await called).toMatchObject({ ok: true });
    expect(heard).toEqual([
      ['removeRecipient', { params: { id: '1' } }],
      ['removeRecipient', { params: { id: '1' } }],
    ]);
    expect(asked).toEqual([{ kind: 'give' }, null]);
  });

  it('is refused when it is not given', async () => {
    const { heard, gate, remove } = scene('factor_missing');
    const called = remove();
    await turn();
    expect(gate.asked()).toEqual({ kind: 'set_up', left: { asset: 'USDC', amount: '50.00' } });
    gate.answer(false);
    expect(await called).toMatchObject({ ok: false, refusal: { problem: { code: 'factor_missing' } } });
    expect(heard).toHaveLength(1);
  });

  it('waits with others for one answer, and asks anew when what was given is over', async () => {
    const { gate, heard, remove } = scene(
      'factor_required',
      'factor_required',
      null,
      'factor_required',
      null,
    );
    const called = [remove(), remove()];
    await turn();
    gate.answer(true);
    await turn();
    expect(gate.asked()).toEqual({ kind: 'give' });
    gate.answer(true);
    expect(await Promise.all(called)).toMatchObject([{ ok: true }, { ok: true }]);
    expect(heard).toHaveLength(5);
  });

  it('lets pass whatever else is refused', async () => {
    const { gate, remove } = scene('not_found');
    expect(await remove()).toMatchObject({ ok: false, refusal: { problem: { code: 'not_found' } } });
    expect(gate.asked()).toBeNull();
  });
});
