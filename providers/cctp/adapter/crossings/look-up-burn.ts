// What became of the burn by the word of its own network: it was carried out as a whole or not at all.
import { accept, money, refuse } from '@diboas/kernel';
import type { Lookup, LookupAnswer, Movement } from '@diboas/orchestration';
import { lookUpLeftOnSolana } from '@diboas/providers-kit/crossings';
import { erc20Abi, lookUpCalls } from '@diboas/providers-kit/evm';
import { getAddress, isAddressEqual, parseEventLogs, type TransactionReceipt, zeroAddress } from 'viem';
import { ETHEREUM_END } from '../wire/ethereum.ts';
import { type BurnOnEthereum, burntBy, readMemo } from './memo.ts';
import type { CrossingParts } from './parts.ts';
import { usdcOn } from './way.ts';

export function lookUpBurnOnEthereum(parts: CrossingParts, lookup: Lookup): Promise<LookupAnswer> {
  return lookUpCalls<BurnOnEthereum>(parts, lookup, {
    read(memo) {
      const one = readMemo(memo);
      return one?.network === 'ethereum' ? one : null;
    },
    // The messenger burns all of it or nothing.
    reverts: 'other',
    async moved(version, { receipt }) {
      return isBurnt(parts, version, receipt)
        ? accept({ movements: [taken(version, version.act.hash)] })
        : refuse('other');
    },
  });
}

/** By the logs of the token: it went from us to the messenger, and from there to nobody. */
function isBurnt(
  { chain }: Pick<CrossingParts, 'chain'>,
  version: BurnOnEthereum,
  { logs }: TransactionReceipt,
): boolean {
  const usdc = getAddress(usdcOn('ethereum', chain));
  const messenger = getAddress(ETHEREUM_END[chain].tokenMessenger);
  const ours = getAddress(version.from);
  const moved = parseEventLogs({ abi: erc20Abi, eventName: 'Transfer', logs })
    .filter(({ address }) => isAddressEqual(address, usdc))
    .map(({ args }) => args);
  const paid = moved.filter(({ from }) => from === ours).reduce((sum, { value }) => sum + value, 0n);
  const gone = moved.filter(({ to }) => to === zeroAddress).reduce((sum, { value }) => sum + value, 0n);
  const { units } = burntBy(version);
  return paid === units && gone === units && moved.some(({ to }) => to === messenger || to === zeroAddress);
}

export function lookUpBurnOnSolana(parts: CrossingParts, lookup: Lookup): Promise<LookupAnswer> {
  return lookUpLeftOnSolana(parts, lookup, (memo) => {
    const one = readMemo(memo);
    return one?.network === 'solana' ? one : null;
  });
}

function taken(version: BurnOnEthereum, hash: string): Movement {
  const { asset, units } = burntBy(version);
  return {
    ...{ kind: 'taken', id: hash, money: money(asset, units), network: version.network },
    ...{ destination: null, networkReference: hash, reason: null },
  };
}
