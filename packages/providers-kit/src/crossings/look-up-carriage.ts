// What became of it: that it left, by the word of the network where it was; and that it arrived, or came back, by the word of the network where that was.
import { type Asset, accept, type Money, money, refuse, unreachable } from '@diboas/kernel';
import { assetsOn, isSameAddress } from '@diboas/networks';
import type { Lookup, LookupAnswer, Movement, Observation } from '@diboas/orchestration';
import { getAddress, isAddressEqual, parseEventLogs, type TransactionReceipt } from 'viem';
import { erc20Abi } from '../evm/calls.ts';
import { lookUpCalls } from '../evm/look-up-calls.ts';
import type { SigningNetwork } from '../manifest/chain-signer.ts';
import { progressOf } from '../wallet/observe.ts';
import {
  type CalledCarriage,
  handedOverBy,
  type PreparedCarriage,
  readCalled,
  readCarriage,
  readMade,
  sentHashOf,
} from './carriage-memo.ts';
import type { CarrierParts } from './carriage-of.ts';
import type { CarrierWord } from './carrier.ts';
import { lookUpLeftOnSolana } from './left-on-solana.ts';

export async function lookUpCarriage(parts: CarrierParts, lookup: Lookup): Promise<LookupAnswer> {
  const versions = (lookup.memos ?? []).flatMap((memo) => readCarriage(memo) ?? []);
  const leaving = await (versions[0]?.network === 'solana'
    ? lookUpLeftOnSolana(parts, lookup, readMade)
    : lookUpCall(parts, lookup));
  if (leaving.kind !== 'found' || leaving.observation.end !== 'done') return leaving;
  const { observation } = leaving;
  const version = versions.find((one) => sentHashOf(one) === observation.reference);
  if (version === undefined) return { kind: 'unknown', detail: 'BUG: what left is none of ours' };
  const sent = { from: version.network, to: version.to, pay: handedOverBy(version) };
  const word = await parts.carrier.whereabouts(sentHashOf(version), sent);
  return await tellWord(parts, { version, left: observation, word });
}

function lookUpCall(parts: CarrierParts, lookup: Lookup): Promise<LookupAnswer> {
  return lookUpCalls<CalledCarriage>(parts, lookup, {
    read: readCalled,
    // The contract takes all of it or nothing.
    reverts: 'other',
    async moved(version, { receipt }) {
      return hasLeft(parts, version, receipt) ? accept({ movements: takenBy(version) }) : refuse('other');
    },
  });
}

/** By the logs of the token: all that was ordered went from us, and nothing besides. */
function hasLeft({ chain }: CarrierParts, version: CalledCarriage, { logs }: TransactionReceipt): boolean {
  const usdc = getAddress(assetsOn('ethereum', chain).find(({ asset }) => asset === 'USDC')?.token ?? '');
  const ours = getAddress(version.from);
  const paid = parseEventLogs({ abi: erc20Abi, eventName: 'Transfer', logs })
    .filter(({ address, args }) => isAddressEqual(address, usdc) && args.from === ours)
    .reduce((sum, { args }) => sum + args.value, 0n);
  return paid === handedOverBy(version).units;
}

/** What crosses, and what went with the call for the carrier: that costs, as the network does. */
function takenBy(version: CalledCarriage): readonly Movement[] {
  const { hash } = version.act;
  const base = { network: 'ethereum', destination: null, networkReference: hash, reason: null } as const;
  const taken: Movement = { ...base, kind: 'taken', id: hash, money: handedOverBy(version) };
  if (version.fee === 0n) return [taken];
  return [taken, { ...base, kind: 'spent', id: `${hash}:carrier`, money: money('ETH', version.fee) }];
}

interface Told {
  readonly version: PreparedCarriage;
  readonly left: Observation;
  readonly word: CarrierWord;
}

function tellWord(parts: CarrierParts, told: Told): Promise<LookupAnswer> | LookupAnswer {
  const { word, left } = told;
  switch (word.kind) {
    case 'on_its_way':
      return { kind: 'found', observation: onItsWay(left) };
    case 'arrived':
      return tellArrived(parts, told, word);
    case 'returned':
      return tellReturned(parts, told, word);
    case 'other':
      return tellOther(parts, told, word);
    case 'failed':
    case 'unknown':
      // It has left, and who has it says nothing that could be booked: a person asks.
      return { kind: 'unknown', detail: `${left.reference}: ${word.detail}`, isAnswered: true };
    default:
      return unreachable(word);
  }
}

function onItsWay({ reference, movements }: Observation): Observation {
  return { reference, stage: 'working', end: null, milestone: 'carried', actionUrl: null, movements };
}

type Placed = Extract<CarrierWord, { hash: string }>;

async function tellArrived(
  parts: CarrierParts,
  { version, left }: Told,
  word: Placed,
): Promise<LookupAnswer> {
  const { to, recipient } = version;
  const seen = await seeArrival(parts, word.hash, { network: to, address: recipient });
  if (seen === null) return { kind: 'found', observation: onItsWay(left) };
  const given = seen.of('USDC');
  // Two that arrive in one transaction are told apart by what each is said to be.
  if (given < word.amount || word.amount === 0n)
    return strange(left, `${word.hash} did not bring what is told`);
  if (!seen.isEnough('USDC')) return { kind: 'found', observation: onItsWay(left) };
  const movement = moved('given', { hash: word.hash, money: money('USDC', word.amount), network: to });
  return { kind: 'found', observation: ended(left, 'done', movement) };
}

/** It came back to where it had left. */
async function tellReturned(
  parts: CarrierParts,
  { version, left }: Told,
  word: Placed,
): Promise<LookupAnswer> {
  const { network, from: address } = version;
  const seen = await seeArrival(parts, word.hash, { network, address });
  if (seen === null) return { kind: 'found', observation: onItsWay(left) };
  const isThere = seen.of('USDC') >= word.amount && word.amount > 0n;
  if (!isThere) return strange(left, `${word.hash} did not bring back what is told`);
  if (!seen.isEnough('USDC')) return { kind: 'found', observation: onItsWay(left) };
  const back = { hash: word.hash, money: money('USDC', word.amount), network };
  return { kind: 'found', observation: ended(left, 'other', moved('returned', back)) };
}

/** Something else is there than was ordered: what it is is told, so that nobody takes it for the order. */
async function tellOther(parts: CarrierParts, { version, left }: Told, word: Placed): Promise<LookupAnswer> {
  const { to, recipient } = version;
  const seen = await seeArrival(parts, word.hash, { network: to, address: recipient });
  if (seen === null) return { kind: 'found', observation: onItsWay(left) };
  const asset = assetsOn(to, parts.chain).find((one) => seen.of(one.asset) > 0n)?.asset;
  if (asset === undefined) return strange(left, `${word.hash} brought a token that is none of ours`);
  if (!seen.isEnough(asset)) return { kind: 'found', observation: onItsWay(left) };
  const other = { hash: word.hash, money: money(asset, seen.of(asset)), network: to };
  return { kind: 'found', observation: ended(left, 'done', moved('given', other)) };
}

function strange({ reference }: Observation, detail: string): LookupAnswer {
  return { kind: 'unknown', detail: `${reference}: ${detail}`, isAnswered: true };
}

function moved(
  kind: 'given' | 'returned',
  {
    hash,
    money: one,
    network,
  }: { readonly hash: string; readonly money: Money; readonly network: SigningNetwork },
): Movement {
  return { kind, id: hash, money: one, network, destination: null, networkReference: hash, reason: null };
}

function ended(
  { reference, movements }: Observation,
  end: 'done' | 'other',
  movement: Movement,
): Observation {
  const milestone = end === 'done' ? 'transaction_confirmed' : 'returned';
  return { reference, stage: 'ended', end, milestone, actionUrl: null, movements: [...movements, movement] };
}

interface SeenArrival {
  of(asset: Asset): bigint;
  /** Whether the network keeps it, as far as such an amount wants. */
  isEnough(asset: Asset): boolean;
}

/** What a transaction brought to an address of ours; null as long as no block has it, or nobody tells. */
async function seeArrival(
  parts: CarrierParts,
  hash: string,
  { network, address }: { readonly network: SigningNetwork; readonly address: string },
): Promise<SeenArrival | null> {
  const found = await parts.chains[network]?.find(hash, null);
  if (found?.kind !== 'in_block') return null;
  const of = (asset: Asset): bigint =>
    found.arrivals
      .filter((one) => one.money.asset === asset && isSameAddress(network, one.to, address))
      .reduce((sum, one) => sum + one.money.units, 0n);
  return {
    of,
    isEnough: (asset) => progressOf(parts, { network, amount: money(asset, of(asset)) }, found).isEnough,
  };
}
