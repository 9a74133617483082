import { quoteRequest } from '@diboas/protocol';
import { describe, expect, it } from 'vitest';
import { journeyOf } from './journey-step.ts';

const PAID = { amount: '100.00', method: 'card' } as const;

function stepsTo(strategy: Parameters<typeof journeyOf>[0]) {
  const request = quoteRequest.parse(journeyOf(strategy, PAID));
  if (request.operation !== 'JOURNEY' || request.begins.with !== 'add')
    throw new Error('it begins by adding');
  const { asset, network } = request.begins;
  return [`${asset} on ${network}`, ...request.steps.map((step) => step.do)];
}

describe('M7 adding money and putting it into a strategy', () => {
  it('adds the very thing where it can be had so', () => {
    expect(stepsTo({ id: 'northvault-usdc', asset: 'USDC', network: 'ethereum' })).toEqual([
      'USDC on ethereum',
      'start',
    ]);
    expect(stepsTo({ id: 'southvault-usdc', asset: 'USDC', network: 'solana' })).toEqual([
      'USDC on solana',
      'start',
    ]);
    expect(stepsTo({ id: 'northvault-sol', asset: 'SOL', network: 'solana' })).toEqual([
      'SOL on solana',
      'start',
    ]);
  });

  it('crosses to where the strategy is, with what does not arrive there', () => {
    expect(stepsTo({ id: 'far-usdc', asset: 'USDC', network: 'bitcoin' })).toEqual([
      'USDC on solana',
      'cross',
      'start',
    ]);
  });

  it('buys what cannot be added', () => {
    expect(stepsTo({ id: 'shares-aapl', asset: 'AAPL', network: 'ethereum' })).toEqual([
      'USDC on solana',
      'buy',
      'start',
    ]);
  });
});
