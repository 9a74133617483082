import { assert, money } from '@diboas/kernel';
import { assetsOn, isChainNetwork, leastSend, readAddress } from '@diboas/networks';
import { expect } from 'vitest';
import type { WalletCheck } from './check.ts';
import { priceAsk } from './scene.ts';

const group = 'a price';

export const PRICE_CHECKS: readonly WalletCheck[] = [
  {
    group,
    says: 'names what the network may take in its own coin, and its worth in what is paid, on top of it',
    async run({ suite, world, wallet }) {
      const desk = await wallet();
      for (const sent of suite.sends) {
        const { network, money: pay } = sent;
        const quote = await desk.quote(priceAsk(world, sent));
        expect(quote, `${pay.asset} on ${network}`).toMatchObject({ ok: true });
        assert(quote.ok && isChainNetwork(network), 'what is sent has a price', { quote, network });
        const { fees, deliver, networkCost } = quote.value;
        expect(deliver).toEqual(pay);
        const [coin] = assetsOn(network, 'test');
        assert(networkCost && coin, 'a price says what the network takes', { network });
        expect(networkCost.asset).toBe(coin.asset);
        expect(networkCost.units > 0n).toBe(true);
        for (const { amount } of fees) expect(amount.asset).toBe(pay.asset);
        const ofNetwork = fees.filter(({ tier }) => tier === 'network');
        const worth = ofNetwork.reduce((sum, { amount }) => sum + amount.units, 0n);
        if (coin.asset === pay.asset) expect(worth).toBe(networkCost.units);
        expect(worth > 0n, 'nobody sends for nothing').toBe(true);
      }
    },
  },
  {
    group,
    says: 'of a token is none, where nobody knows what the network’s coin is worth',
    async run({ suite, world, wallet }) {
      const desk = await wallet({ worth: () => null });
      for (const sent of suite.sends.filter(isToken)) {
        expect(await desk.quote(priceAsk(world, sent))).toEqual({ ok: false, refusal: 'unavailable' });
      }
    },
  },
  {
    group,
    says: 'is none for what the network does not have, does not carry, or knows no such address of',
    async run({ suite, world, wallet }) {
      const desk = await wallet();
      for (const sent of suite.sends) {
        const request = priceAsk(world, sent);
        const other = suite.sends.find(({ network }) => network !== sent.network);
        assert(other, 'a wallet has several networks');
        const foreign = { ...request, destination: world.newAddress(other.network) };
        expect((await desk.quote(foreign)).ok, `${foreign.destination} on ${sent.network}`).toBe(false);
        const receive = { asset: 'USD' as const, network: sent.network };
        expect(await desk.quote({ ...request, receive })).toEqual({ ok: false, refusal: 'unsupported' });
        const dust = tooLittleFor(sent.network, request.destination, sent.money.asset);
        if (dust === null) continue;
        const small = { ...request, pay: money(sent.money.asset, dust) };
        expect(await desk.quote(small)).toEqual({ ok: false, refusal: 'amount_too_small' });
      }
    },
  },
  {
    group,
    says: 'is unavailable where nobody answers',
    async run({ suite, world, wallet }) {
      const desk = await wallet({ reach: 'nowhere' });
      const [sent] = suite.sends;
      assert(sent, 'a wallet sends something');
      expect(await desk.quote(priceAsk(world, sent))).toEqual({ ok: false, refusal: 'unavailable' });
    },
  },
];

export function isToken({
  network,
  money: { asset },
}: {
  network: string;
  money: { asset: string };
}): boolean {
  return isNetworkOfChain(network) && assetsOn(network, 'test')[0]?.asset !== asset;
}

function isNetworkOfChain(network: string): network is 'bitcoin' {
  return network !== 'fiat';
}

/** The most that the network does not carry to an address; null where it carries any amount. */
export function tooLittleFor(network: string, address: string, asset: 'BTC' | string): bigint | null {
  if (!isNetworkOfChain(network)) return null;
  const read = readAddress(network, address, 'test');
  assert(read.ok, 'the world makes addresses of its networks', { network, address });
  const least = leastSend(asset as 'BTC', read.value).units;
  return least > 1n ? least - 1n : null;
}
