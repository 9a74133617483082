// What became of the burn by the word of its own network: it was carried out as a whole or not at all.
import { accept, money, refuse } from '@diboas/kernel';
import type { Lookup, LookupAnswer, Movement, Observation } from '@diboas/orchestration';
import { erc20Abi, lookUpCalls } from '@diboas/providers-kit/evm';
import { lookUpAct, lookUpVersions } from '@diboas/providers-kit/wallet';
import { getAddress, isAddressEqual, parseEventLogs, type TransactionReceipt, zeroAddress } from 'viem';
import { ETHEREUM_END } from '../wire/ethereum.ts';
import { type BurnOnEthereum, type BurnOnSolana, burntBy, readMemo } from './memo.ts';
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
  return lookUpVersions(parts, lookup, {
    read(memo) {
      const one = readMemo(memo);
      return one?.network === 'solana' ? one : null;
    },
    lookUp: (version: BurnOnSolana) => {
      const { hash, lastHeight } = version;
      const act = { network: 'solana', hash, amount: burntBy(version), sent: { lastHeight } } as const;
      return lookUpAct(parts, act, {
        executed: async (found) =>
          found.kind === 'failed'
            ? { kind: 'found', observation: failed(hash, movement('spent', hash, found.cost)) }
            : await tellBurnt(parts, version),
      });
    },
  });
}

/** By what was there before and after. Of SOL all that left is the network's: fees, and what stays in the account of the message. */
async function tellBurnt(
  { svm, chain }: Pick<CrossingParts, 'svm' | 'chain'>,
  version: BurnOnSolana,
): Promise<LookupAnswer> {
  const { hash, from: owner } = version;
  const changes = await svm?.changes(hash, { owner, mint: usdcOn('solana', chain) });
  if (!changes?.ok) return { kind: 'unknown', detail: 'the node does not tell what it changed' };
  if (changes.value === null || -changes.value.tokens !== burntBy(version).units)
    return { kind: 'unknown', detail: `${hash} is not what was to be burnt`, isAnswered: true };
  const observation: Observation = {
    ...{ reference: hash, stage: 'ended', end: 'done', actionUrl: null, milestone: 'burnt' },
    movements: [taken(version, hash), movement('spent', hash, money('SOL', -changes.value.lamports))],
  };
  return { kind: 'found', observation };
}

function movement(kind: 'taken' | 'spent', hash: string, one: Movement['money']): Movement {
  return {
    kind,
    id: hash,
    money: one,
    network: 'solana',
    destination: null,
    networkReference: hash,
    reason: null,
  };
}

function taken(version: BurnOnEthereum | BurnOnSolana, hash: string): Movement {
  const { asset, units } = burntBy(version);
  return {
    ...{ kind: 'taken', id: hash, money: money(asset, units), network: version.network },
    ...{ destination: null, networkReference: hash, reason: null },
  };
}

/** It was carried out and did nothing: what it did not do it never will. */
function failed(hash: string, spent: Movement): Observation {
  return {
    ...{ reference: hash, stage: 'ended', end: 'other', elsewhere: true, actionUrl: null },
    ...{ milestone: 'transaction_failed', movements: [spent] },
  };
}
