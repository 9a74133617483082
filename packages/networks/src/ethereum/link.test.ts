import { describe, expect, it } from 'vitest';
import { readEthereumLink } from './link.ts';

const TO = '0xfb6916095ca1df60bb79ce92ce3ea74c37c5d359';
const USDC = '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48';

describe('a payment link of Ethereum', () => {
  it.each([
    [TO, { asset: 'ETH', units: null }],
    [`pay-${TO}@1`, { asset: 'ETH', units: null }],
    [`${TO}?value=2.014e18`, { asset: 'ETH', units: 2_014_000_000_000_000_000n }],
    [`${TO}@1?value=1500&gas=21000`, { asset: 'ETH', units: 1_500n }],
    [`${TO}?value=+1500`, { asset: 'ETH', units: 1_500n }],
    [`${TO}?value=%2B1.5e3`, { asset: 'ETH', units: 1_500n }],
    [`${USDC}/transfer?address=${TO}&uint256=1e6`, { asset: 'USDC', units: 1_000_000n }],
    [`${USDC.toLowerCase()}@1/transfer?address=${TO}`, { asset: 'USDC', units: null }],
  ])('%s is read', (body, ask) => {
    expect(readEthereumLink(body, 'live')).toEqual({ ok: true, value: { address: TO, ask } });
  });

  it.each([
    [`${TO}@8453`, { reason: 'link_of_another_chain', chainId: '8453' }],
    [`${TO}@11155111`, { reason: 'of_the_other_chain', chain: 'test' }],
    [`${TO}/transfer?address=${TO}`, { reason: 'link_of_another_asset', token: TO }],
    [`${USDC}/approve?address=${TO}`, { reason: 'link_asks_more', parameter: 'approve' }],
    [`${TO}?value=1&data=00`, { reason: 'link_asks_more', parameter: 'data' }],
    [`${TO}?value=0.5`, { reason: 'link_amount_unreadable' }],
    [`${TO}?value=`, { reason: 'link_amount_unreadable' }],
    [`${TO}?value=1e99`, { reason: 'link_amount_unreadable' }],
    [`${TO}?value=1&value=2`, { reason: 'link_says_twice', parameter: 'value' }],
    [`${USDC}/transfer?address=${TO}&address=${USDC}`, { reason: 'link_says_twice', parameter: 'address' }],
    [
      `${USDC}/transfer?address=${TO}&uint256=1&uint256=1`,
      { reason: 'link_says_twice', parameter: 'uint256' },
    ],
    [`${USDC}/transfer?uint256=1`, { reason: 'link_unreadable' }],
    [`${USDC}/transfer?address=`, { reason: 'link_unreadable' }],
    [`/transfer?address=${TO}`, { reason: 'link_unreadable' }],
    [`${TO}@foo`, { reason: 'link_unreadable' }],
    [`${TO}@1@1`, { reason: 'link_unreadable' }],
    [`${TO}?value=1+500`, { reason: 'link_amount_unreadable' }],
    [`${TO}?value=0`, { reason: 'link_amount_unreadable' }],
  ])('%s is refused', (body, refusal) => {
    expect(readEthereumLink(body, 'live')).toEqual({ ok: false, refusal });
  });

  it('for tests names a chain for tests', () => {
    expect(readEthereumLink(`${TO}@11155111`, 'test').ok).toBe(true);
    expect(readEthereumLink(`${TO}@1`, 'test').ok).toBe(false);
    expect(readEthereumLink(`${USDC}/transfer?address=${TO}`, 'test').ok).toBe(false);
  });
});
