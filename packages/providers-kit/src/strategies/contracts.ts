// M45: whether what runs at an address is what was looked at. Behind a proxy stands another contract, which its owners may exchange: its
// code counts as much.
import { createHash } from 'node:crypto';
import type { Outcome } from '@diboas/kernel';
import type { StrategyContract } from '@diboas/orchestration';
import { type Address, getAddress, type Hex, type PublicClient, slice } from 'viem';
import type { EvmReader } from '../evm/reader.ts';

/** Where a proxy keeps what it stands for: EIP-1967. */
const IMPLEMENTATION = '0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc';

/** Each of these contracts, and what it stands for, with its code compared. */
export function readContracts(
  { read }: Pick<EvmReader, 'read'>,
  known: readonly string[],
  parts: Readonly<Record<string, Address>>,
): Promise<Outcome<readonly StrategyContract[], 'unavailable'>> {
  return read(async (client) => {
    const told = Object.entries(parts).map(async ([part, address]) => {
      const behind = await implementationOf(client, address);
      const all = behind === null ? [] : [{ part: `${part}_behind`, address: behind }];
      return Promise.all(
        [{ part, address }, ...all].map(async (one): Promise<StrategyContract> => {
          const codeHash = await codeHashOf(client, one.address);
          return { ...one, codeHash, isKnown: codeHash !== null && known.includes(codeHash) };
        }),
      );
    });
    return (await Promise.all(told)).flat();
  });
}

async function implementationOf(client: PublicClient, address: Address): Promise<Address | null> {
  const word = await client.getStorageAt({ address, slot: IMPLEMENTATION });
  if (word === undefined || BigInt(word) === 0n) return null;
  return getAddress(slice(word, 12));
}

async function codeHashOf(client: PublicClient, address: Address): Promise<string | null> {
  const code: Hex | undefined = await client.getCode({ address });
  if (code === undefined || code === '0x') return null;
  return createHash('sha256')
    .update(Buffer.from(code.slice(2), 'hex'))
    .digest('hex');
}
