// A package that nobody published: a till that takes coins, gives as many of its own for them, and keeps count.

import { accept, refuse } from '@diboas/kernel';
import { bcs } from '@mysten/sui/bcs';
import { normalizeStructTag, normalizeSuiAddress } from '@mysten/sui/utils';
import type { MoveStandIn } from '../move/stand-in.ts';

const PACKAGE = normalizeSuiAddress('0x7111');
export const TILL_ID = normalizeSuiAddress('0x7112');
export const TILL = `${PACKAGE}::till`;
export const TOKEN = normalizeStructTag(`${TILL}::TOKEN`);

export const tillShape = bcs.struct('Till', { id: bcs.Address, taken: bcs.u64(), at: bcs.u64() });

/** More than this it aborts with 5 at. */
export const TAKES_MOST = 1_000n;

export const till: MoveStandIn = {
  ...{ packageId: PACKAGE, originalId: PACKAGE, version: 1n },
  modules: { till: new Uint8Array([1, 2, 3]) },
  shares: ({ now }) => [
    {
      ...{ id: TILL_ID, type: `${TILL}::Till` },
      contents: tillShape.serialize({ id: TILL_ID, taken: 0n, at: now }).toBytes(),
    },
  ],
  call({ function: name, arguments: [box, clock, coin, nothing] }) {
    if (name !== 'take' || box?.kind !== 'shared' || clock?.kind !== 'clock' || coin?.kind !== 'coin')
      return null;
    if (nothing !== undefined && nothing.kind !== 'none') return null;
    const { taken, ...rest } = tillShape.parse(box.contents);
    if (coin.balance > TAKES_MOST) return refuse({ module: 'till', function: name, code: 5n });
    const after = { ...rest, taken: BigInt(taken) + coin.balance, at: clock.at };
    return accept({
      writes: new Map([[TILL_ID, tillShape.serialize(after).toBytes()]]),
      coins: [{ coinType: TOKEN, balance: coin.balance }],
      events: [{ type: `${TILL}::Taken`, contents: bcs.u64().serialize(coin.balance).toBytes() }],
    });
  },
  acts: {
    till: (figures, objects) => {
      const till = tillShape.parse(objects.read(TILL_ID));
      objects.write(TILL_ID, tillShape.serialize({ ...till, taken: BigInt(`${figures}`) }).toBytes());
    },
  },
};
