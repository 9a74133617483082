import { money } from '@diboas/kernel';
import type { TransactionEvent } from '@diboas/orchestration';
import { describe, expect, it } from 'vitest';
import { decodeEvents, encodeEvents } from './journal-events.ts';

const customerId = '01a22047-df8c-7058-bc59-76b8bf8ae364';
const attemptId = '01a22047-df8d-786e-bf75-7a93e622672f';

const BEGINNING: readonly TransactionEvent[] = [
  { type: 'initiated', operation: 'ADD_FUNDS', customerId },
  { type: 'moved', to: 'VALIDATING', activity: null },
  { type: 'moved', to: 'BALANCE_RESERVED', activity: null },
  { type: 'attempt_started', attemptId, provider: 'northpay', key: attemptId, routing: null, order: null },
  { type: 'moved', to: 'SENT_TO_PROVIDER', activity: 'CLEARING' },
  { type: 'due_set', due: { at: 1_795_837_955_925, reason: 'submission_unanswered' } },
];

const END: readonly TransactionEvent[] = [
  {
    type: 'attempt_changed',
    attemptId,
    change: {
      ...{ state: 'succeeded', stage: null, reference: 'cos_1' },
      movements: [
        {
          ...{ kind: 'given', id: 'cos_1', money: money('USDC', 100_500_000n), network: 'solana' },
          ...{ destination: '4Nd1', networkReference: 'signature', reason: null },
        },
        {
          ...{ kind: 'taken', id: 'cos_1', money: money('USD', 103_53n), network: 'fiat' },
          ...{ destination: null, networkReference: null, reason: null },
        },
      ],
    },
  },
  { type: 'action_changed', url: null },
  { type: 'moved', to: 'PROVIDER_COMPLETED', activity: null },
  {
    type: 'settled',
    settlement: {
      charged: money('USD', 103_53n),
      delivered: {
        money: money('USDC', 100_500_000n),
        network: 'solana',
        destination: '4Nd1',
        networkReference: 'signature',
      },
      credited: money('USDC', 100_000_000n),
      fee: money('USDC', 500_000n),
      part: false,
    },
  },
  { type: 'due_set', due: null },
];

/** Text in one line, as it is kept, from lines that a person can read here. */
function line(...parts: readonly string[]): string {
  return `[${parts.join(',')}]`;
}

describe('the events of a journal entry', () => {
  it('are kept as tuples, without what is at its default', () => {
    expect(encodeEvents({ customerId, events: BEGINNING })).toBe(
      line(
        '["initiated","ADD_FUNDS"]',
        '["moved","VALIDATING"]',
        '["moved","BALANCE_RESERVED"]',
        `["attempt_started","${attemptId}","northpay"]`,
        '["moved","SENT_TO_PROVIDER","CLEARING"]',
        '["due_set",1795837955925,"submission_unanswered"]',
      ),
    );
  });

  it('are kept with amounts as decimal strings of minor units', () => {
    expect(encodeEvents({ customerId, events: END })).toBe(
      line(
        `["attempt_changed","${attemptId}",{"state":"succeeded","stage":null,"reference":"cos_1",` +
          '"movements":[["given","cos_1","USDC","100500000","solana","4Nd1","signature"],' +
          '["taken","cos_1","USD","10353","fiat"]]}]',
        '["action_changed"]',
        '["moved","PROVIDER_COMPLETED"]',
        '["settled",{"charged":["USD","10353"],"delivered":["USDC","100500000","signature","solana","4Nd1"],' +
          '"credited":["USDC","100000000"],"fee":["USDC","500000"]}]',
        '["due_set"]',
      ),
    );
  });

  it('are read as they were kept', () => {
    for (const events of [BEGINNING, END])
      expect(decodeEvents(encodeEvents({ customerId, events }), customerId)).toStrictEqual(events);
  });

  it('are not guessed at: a type that nobody knows is a bug', () => {
    expect(() => decodeEvents('[["teleported"]]', customerId)).toThrow(/nobody handles/);
  });
});
