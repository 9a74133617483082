// `StateService`: what somebody owns now.

import { accept, type Outcome, refuse } from '@diboas/kernel';
import { GrpcTypes } from '@mysten/sui/grpc';
import { isValidSuiAddress, normalizeStructTag, normalizeSuiAddress } from '@mysten/sui/utils';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { SuiNode } from '../node/node.ts';
import { invalid, type SuiRefusal } from '../node/refusal.ts';
import { objectTypeOf, SUI_TYPE, type SuiCoin } from '../objects/coin-object.ts';
import { type GrpcMethod, unary } from './call.ts';
import { pickFields } from './mask.ts';
import { showCoin } from './shapes.ts';

const service = 'StateService';
const OWNED_FIELDS = ['object_id', 'version', 'object_type'];
const PAGE = 50;
const PAGE_MAX = 1_000;

export const STATE_CALLS: readonly GrpcMethod[] = [
  unary({
    service,
    name: 'GetBalance',
    request: GrpcTypes.GetBalanceRequest,
    reply: GrpcTypes.GetBalanceResponse,
    answer(node, { owner, coinType }) {
      const type = readType(coinType);
      if (type === null) return refuse(invalid('invalid coin_type'));
      const held = withOwner(node, owner);
      if (!held.ok) return held;
      return accept({ balance: showBalance(type, held.value) });
    },
  }),
  unary({
    service,
    name: 'ListBalances',
    request: GrpcTypes.ListBalancesRequest,
    reply: GrpcTypes.ListBalancesResponse,
    answer(node, { owner }) {
      const held = withOwner(node, owner);
      if (!held.ok) return held;
      const types = [...new Set(held.value.map(({ coinType }) => coinType))].toSorted();
      return accept({ balances: types.map((type) => showBalance(type, held.value)) });
    },
  }),
  unary({
    service,
    name: 'ListOwnedObjects',
    request: GrpcTypes.ListOwnedObjectsRequest,
    reply: GrpcTypes.ListOwnedObjectsResponse,
    answer(node, { owner, objectType, pageSize, pageToken, readMask }) {
      const held = withOwner(node, owner);
      if (!held.ok) return held;
      const type = objectType === undefined ? undefined : readType(objectType);
      if (type === null) return refuse(invalid('invalid object_type'));
      const coins = held.value.filter(({ coinType }) => type === undefined || isOfType(coinType, type));
      const last = pageToken === undefined ? null : new TextDecoder().decode(pageToken);
      const from = coins.findIndex(({ id }) => id === last) + 1;
      const page = coins.slice(from, from + Math.min(pageSize ?? PAGE, PAGE_MAX));
      const fields = readMask?.paths ?? OWNED_FIELDS;
      const objects = page.map((coin) => GrpcTypes.Object.create(pickFields(showCoin(coin), fields)));
      const next = from + page.length < coins.length ? page.at(-1) : undefined;
      return accept({ objects, ...(next === undefined ? {} : { nextPageToken: utf8ToBytes(next.id) }) });
    },
  }),
  unary({
    service,
    name: 'GetCoinInfo',
    request: GrpcTypes.GetCoinInfoRequest,
    reply: GrpcTypes.GetCoinInfoResponse,
    answer({ usdcType }, { coinType }) {
      const type = readType(coinType);
      if (type === SUI_TYPE)
        return accept({ coinType: type, metadata: { decimals: 9, name: 'Sui', symbol: 'SUI' } });
      if (type === usdcType)
        return accept({ coinType: type, metadata: { decimals: 6, name: 'USDC', symbol: 'USDC' } });
      return refuse({ status: 'NOT_FOUND', message: `Coin type ${coinType} not found` });
    },
  }),
];

function withOwner({ ledger }: SuiNode, owner: string | undefined): Outcome<readonly SuiCoin[], SuiRefusal> {
  if (owner === undefined || !isValidSuiAddress(owner)) return refuse(invalid('invalid owner'));
  return accept(ledger.coins.ownedBy(normalizeSuiAddress(owner)));
}

/** A type in full; null when it is none. */
function readType(type: string | undefined): string | null {
  try {
    return type === undefined ? null : normalizeStructTag(type);
  } catch {
    // The library refuses by throwing what is no type.
    return null;
  }
}

/** Of `0x2::coin::Coin` are coins of everything. */
function isOfType(coinType: string, asked: string): boolean {
  return objectTypeOf(coinType) === asked || normalizeStructTag('0x2::coin::Coin') === asked;
}

/** Nobody holds anything but coins here: an address' own balance is nothing. */
function showBalance(coinType: string, held: readonly SuiCoin[]): GrpcTypes.Balance {
  const ofType = held.filter((coin) => coin.coinType === coinType);
  const sum = ofType.reduce((total, { balance }) => total + balance, 0n);
  return { coinType, balance: sum, coinBalance: sum, addressBalance: 0n };
}
