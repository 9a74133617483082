import { type Asset, type Money, money, type Outcome } from '@diboas/kernel';
import { z } from 'zod';
import type { ChainCoin } from '../shape/transfer.ts';
import { readShape, UnansweredError, valueOrUnavailable } from '../wire/unanswered.ts';
import { SUI_COIN_TYPE } from './moved.ts';
import type { SuiWire } from './wire.ts';

const balanceShape = z.object({ balance: z.object({ balance: z.bigint().default(0n) }) });
const objectShape = z.object({
  objectId: z.string(),
  version: z.bigint(),
  digest: z.string(),
  balance: z.bigint(),
});
const pageShape = z.object({
  objects: z.array(objectShape),
  nextPageToken: z.instanceof(Uint8Array).optional(),
});

/** Objects of one coin that are read for choosing: more than any transfer may spend. */
const PAGE = 500;
const PAGES_MAX = 4;

export function readSuiHoldings(
  { ask, client, assets }: SuiWire,
  owner: string,
): Promise<Outcome<readonly Money[], 'unavailable'>> {
  return valueOrUnavailable(() =>
    Promise.all(
      assets.map(async ({ asset, token }) => {
        const coinType = token ?? SUI_COIN_TYPE;
        const { response } = await ask('GetBalance', (options) =>
          client.stateService.getBalance({ owner, coinType }, options),
        );
        return money(asset, readShape(balanceShape, response, 'a balance').balance.balance);
      }),
    ),
  );
}

export function readSuiCoins(
  wire: SuiWire,
  owner: string,
): Promise<Outcome<readonly ChainCoin[], 'unavailable'>> {
  return valueOrUnavailable(async () => {
    const coins: ChainCoin[] = [];
    for (const { asset, token } of wire.assets) {
      const objectType = `0x2::coin::Coin<${token ?? SUI_COIN_TYPE}>`;
      coins.push(...(await listObjects(wire, { owner, objectType, asset })));
    }
    return coins;
  });
}

async function listObjects(
  { ask, client }: SuiWire,
  {
    owner,
    objectType,
    asset,
  }: { readonly owner: string; readonly objectType: string; readonly asset: Asset },
): Promise<ChainCoin[]> {
  const coins: ChainCoin[] = [];
  let token: Uint8Array | undefined;
  const readMask = { paths: ['object_id', 'version', 'digest', 'balance'] };
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const paging = { pageSize: PAGE, ...(token === undefined ? {} : { pageToken: token }) };
    const { response } = await ask('ListOwnedObjects', (options) =>
      client.stateService.listOwnedObjects({ owner, objectType, readMask, ...paging }, options),
    );
    const { objects, nextPageToken } = readShape(pageShape, response, 'objects');
    coins.push(
      ...objects.map(({ objectId, version, digest, balance }) => ({
        ...{ name: `${objectId}@${version}`, money: money(asset, balance), isInBlock: true, digest },
      })),
    );
    token = nextPageToken;
    if (token === undefined || token.length === 0) return coins;
  }
  return coins;
}

/** An address that is an object's: whoever may use the object has what lies there, and nobody by a key. */
export function isSuiObject(wire: SuiWire, address: string): Promise<Outcome<boolean, 'unavailable'>> {
  return valueOrUnavailable(async () => {
    const found = await wire.find('GetObject', (options) =>
      wire.client.ledgerService.getObject({ objectId: address }, options),
    );
    if (found !== null && found.response.object === undefined)
      throw new UnansweredError('an answer is empty');
    return found !== null;
  });
}
