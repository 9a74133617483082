import { money } from '@diboas/kernel';
import {
  ANSWERS,
  actOn,
  evolveEntry,
  type OperatorItem,
  type Transaction,
  type TransactionEvent,
} from '@diboas/orchestration';
import { someTerms } from '@diboas/testkit/fixtures';
import { readText } from '@diboas/testkit/sources';
import { describe, expect, it } from 'vitest';
import { readAloneMax } from '../command-line/alone-max.ts';
import { UsageError } from '../command-line/options.ts';
import { readAct, readTransactionId } from './read-act.ts';
import { tellAct, tellItems, tellRefusal, tellTransaction, wordOf } from './tell.ts';

const WHO = { by: 'ana', reason: 'they never had it' };
const NOW = Date.UTC(2026, 10, 29, 12);

describe('an act as it was typed', () => {
  it('is read with who and why', () => {
    const evidence = 'their case 7';
    expect(readAct('give-back', { ...WHO, evidence })).toEqual({
      ...{ act: { kind: 'give_back' }, by: 'ana', reason: 'they never had it', evidence, key: null },
    });
    const figures = { charged: '103.53 USD', delivered: '95 USDC' };
    expect(readAct('accept-difference', { ...WHO, ...figures }).act).toEqual({
      ...{ kind: 'accept_difference', charged: money('USD', 10_353n), delivered: money('USDC', 95_000_000n) },
    });
  });

  it.each([
    ['no act', undefined, WHO, 'Say which act'],
    ['another act', 'approve', WHO, 'no act "approve"'],
    ['no name', 'ask-again', { reason: 'because' }, '--by'],
    ['a name that is none', 'ask-again', { ...WHO, by: 'a b' }, '--by'],
    ['no reason', 'ask-again', { by: 'ana' }, '--reason'],
    ['no cause', 'close-item', WHO, '--cause'],
    ['another cause', 'close-item', { ...WHO, cause: 'bored' }, '--cause'],
    ['no figures', 'accept-difference', WHO, '--charged'],
    ['an asset nobody knows', 'accept-difference', { ...WHO, charged: '1 DOGE' }, '--charged'],
    ['an amount without its asset', 'accept-difference', { ...WHO, charged: '1' }, '--charged'],
  ])('is refused in words: %s', (_what, kind, options, words) => {
    expect(() => readAct(kind, options)).toThrow(UsageError);
    expect(() => readAct(kind, options)).toThrow(words);
  });

  it('needs an id, and a sum that is one', () => {
    expect(() => readTransactionId('7')).toThrow(UsageError);
    expect(() => readTransactionId(undefined)).toThrow(UsageError);
    const usual = money('USD', 100_000n);
    expect(readAloneMax(undefined, usual)).toBe(usual);
    expect(readAloneMax('250.00', usual)).toEqual(money('USD', 25_000n));
    expect(() => readAloneMax('much', usual)).toThrow('ACT_ALONE_MAX_USD');
  });
});

const ITEM = '01a22047-df8d-786e-bf75-7a93e622672f';

function transactionAfter(...events: readonly TransactionEvent[]): Transaction {
  const customerId = '01a22047-df8c-7058-bc59-76b8bf8ae364';
  const terms = someTerms({ id: ITEM, customerId, now: NOW });
  const initiated: TransactionEvent = { type: 'initiated', operation: terms.operation, customerId };
  return evolveEntry(null, [initiated, ...events], { terms, place: { at: NOW, seq: 1 } });
}

const OPENED: TransactionEvent = {
  ...{ type: 'item_opened', itemId: ITEM, cause: 'failure_after_success', deadline: NOW },
};

function acted(isDone: boolean): TransactionEvent {
  return {
    ...{ type: 'acted', key: `close ${ITEM}`, act: { kind: 'close_item', cause: 'failure_after_success' } },
    ...{ by: 'ana', reason: 'answered', evidence: null, isDone },
  };
}

describe('what an operator reads', () => {
  const before = transactionAfter(OPENED);
  const input = actOn(before, readAct('close-item', { ...WHO, cause: 'failure_after_success' }));
  const writes = { transfers: [], closings: [{ itemId: ITEM, by: 'ana', at: NOW }] };

  const item: OperatorItem = {
    ...{ id: ITEM, transactionId: ITEM, customerId: before.customerId, cause: 'overdue', detail: 'slow' },
    ...{ openedAt: NOW, deadline: NOW },
  };

  it('is the items, with how many are past their deadline', () => {
    expect(tellItems([item], NOW + 1)).toContain('1 open, 1 past their deadline');
    expect(tellItems([], NOW)).toBe('0 open, 0 past their deadline');
  });

  it('is a transaction with what is open', () => {
    expect(tellTransaction(before, [item])).toContain('open: failure_after_success, answered by close-item');
  });

  it('is what an act would do, and that it was not done', () => {
    const after = transactionAfter(OPENED, acted(true));
    const told = tellAct({ input, before, after, writes, isDryRun: true });
    expect(told).toContain('closes failure_after_success');
    expect(told).toContain('no money moves now');
    expect(told).toContain('Add --yes');
  });

  it('is that a second person is needed', () => {
    const after = transactionAfter(OPENED, acted(false));
    expect(tellAct({ input, before, after, writes, isDryRun: false })).toContain('two people');
    expect(tellAct({ input, before: after, after, writes, isDryRun: false })).toContain('Another person');
  });
});

describe('what answers an item', () => {
  it('is what docs/operating.md says', () => {
    const rows = readText('docs/operating.md').split('\n');
    for (const [cause, acts] of Object.entries(ANSWERS)) {
      const row = rows.find((line) => line.startsWith(`| \`${cause}\``)) ?? '';
      const named = [...(row.split('|').at(-2) ?? '').matchAll(/`([a-z-]+)`/g)].map(([, word]) => word);
      expect([cause, named]).toEqual([cause, acts.map(wordOf)]);
    }
  });

  it('is told as done before when it is asked for anew', () => {
    const act = { kind: 'ask_again' } as const;
    const acts = [
      { key: 'k', act, by: 'ana', reason: 'why', evidence: null, confirmedBy: null, isDone: true },
    ];
    expect(tellRefusal('nothing_to_ask', { acts, kind: 'ask_again' })).toContain('done: ask-again by ana');
    expect(tellRefusal('nothing_to_ask', { acts, kind: 'give_back' })).not.toContain('ana');
  });
});
