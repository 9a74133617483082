import type { Status } from '@diboas/orchestration';
import { describe, expect, it } from 'vitest';
import { checkLifeRules } from './life-rules.ts';
import type { Life } from './lives.ts';

const BEGINNING: readonly Status[] = ['INITIATED', 'VALIDATING', 'BALANCE_RESERVED', 'SENT_TO_PROVIDER'];
const END: readonly Status[] = ['PROVIDER_COMPLETED', 'COMPLETED'];

/** What is said of a life with these statuses. Its journal is left out, which is another rule's business. */
function saidOf(statuses: readonly Status[], attempts: number): string[] {
  const life = {
    id: '01a20000-0000-7000-8000-000000000001',
    status: statuses.at(-1),
    state: { history: statuses.map((status) => ({ status, activity: null, at: 0 })), settlement: null },
    attempts: Array.from({ length: attempts }, (_, index) => ({ number: index + 1 })),
    journal: [],
  } as unknown as Life;
  const [rule] = checkLifeRules([life]);
  return rule?.breaches.map(({ detail }) => detail) ?? [];
}

describe('the statuses of a life', () => {
  it('come once each, and those of an attempt once an attempt', () => {
    expect(saidOf([...BEGINNING, ...END], 1)).toEqual([]);
    // Our own book needs no attempt.
    expect(saidOf([...BEGINNING, ...END], 0)).toEqual([]);
    expect(saidOf([...BEGINNING, 'PROVIDER_FAILED', 'SENT_TO_PROVIDER', ...END], 2)).toEqual([]);
  });

  it('are refused when one comes too often, by an illegal move, or without its beginning', () => {
    const twice = [...BEGINNING, 'PROVIDER_FAILED', 'SENT_TO_PROVIDER', ...END] as const;
    expect(saidOf(twice, 1)).toEqual([expect.stringContaining('SENT_TO_PROVIDER too often')]);
    expect(saidOf([...BEGINNING, 'COMPLETED'], 1)).toEqual([expect.stringContaining('moved INITIATED')]);
    expect(saidOf(END, 1)).toEqual([expect.stringContaining('is COMPLETED after')]);
  });
});
