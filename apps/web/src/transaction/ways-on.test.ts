import { type LegView, type PlaceView, quoteRequest } from '@diboas/protocol';
import { describe, expect, it } from 'vitest';
import { requestOn, waysOn } from './ways-on.ts';

const usdc = { asset: 'USDC', amount: '100.000000' } as const;
const cash = (network?: 'solana' | 'ethereum'): PlaceView => ({
  ...{ kind: 'balance', type: 'BANKING' },
  ...(network ? { network } : {}),
});
const earning: PlaceView = { kind: 'balance', type: 'DEFI' };
const strategy: PlaceView = { kind: 'strategy', strategy: 'northvault-usdc', position: null };

function leg(
  operation: LegView['operation'],
  from: PlaceView,
  to: PlaceView,
  state: LegView['state'],
): LegView {
  return { key: operation, transaction: null, operation, from, to, amount: usdc, state };
}

const card: PlaceView = { kind: 'payment', method: 'card' };
const added = leg('ADD_FUNDS', card, cash(), 'done');

describe('M7 the ways on of a journey that stopped', () => {
  it('where the second part failed: the rest, and nothing to bring back from where it was added', () => {
    const legs = [
      added,
      leg('BRIDGE', cash('solana'), cash('ethereum'), 'failed'),
      leg('MOVE', cash(), earning, 'skipped'),
      leg('START_STRATEGY', earning, strategy, 'skipped'),
    ];
    expect(waysOn(legs)).toEqual({
      goOn: [
        { do: 'cross', to: 'ethereum' },
        { do: 'start', strategy: 'northvault-usdc' },
      ],
      bringBack: null,
    });
  });

  it('where the last part failed: it alone, and all that was done the other way', () => {
    const legs = [
      added,
      leg('BRIDGE', cash('solana'), cash('ethereum'), 'done'),
      leg('MOVE', cash(), earning, 'done'),
      leg('START_STRATEGY', earning, strategy, 'failed'),
    ];
    const ways = waysOn(legs);
    expect(ways.goOn).toEqual([{ do: 'start', strategy: 'northvault-usdc' }]);
    expect(ways.bringBack).toEqual([
      { do: 'move', to: 'BANKING' },
      { do: 'cross', to: 'solana' },
    ]);
    const stopped = { asset: 'USDC', network: 'ethereum', amount: '99.500000' } as const;
    const request = requestOn(ways.bringBack ?? [], { to: { kind: 'balance', type: 'DEFI' }, stopped });
    expect(quoteRequest.parse(request)).toEqual(request);
  });

  it('are none where nothing was done, all was, or it lies in a strategy', () => {
    const none = { goOn: null, bringBack: null };
    expect(waysOn([{ ...added, state: 'failed' }])).toEqual(none);
    expect(waysOn([added])).toEqual(none);
    const started = leg('START_STRATEGY', earning, strategy, 'done');
    expect(waysOn([started, leg('OTHER', strategy, cash(), 'failed')])).toEqual(none);
  });

  it('does not offer to go on with what cannot be asked for again from here', () => {
    const bank: PlaceView = { kind: 'bank_account', shown: 'Bank ••1234', name: null };
    expect(waysOn([added, leg('WITHDRAW_FUNDS', cash(), bank, 'failed')]).goOn).toBeNull();
  });
});
