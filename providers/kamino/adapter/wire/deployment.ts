// M45: which code of a program runs. Programs of Solana can be exchanged by whoever may: the account that holds the code says since which slot
// it is that one, and who may exchange it. No exchange leaves that as it was, so it is looked at in the place of the code, which is
// megabytes. Source: docs.anza.xyz, "Loader v3" (`UpgradeableLoaderState`).
import { createHash } from 'node:crypto';
import type { Outcome } from '@diboas/kernel';
import type { StrategyContract } from '@diboas/orchestration';
import type { SvmReader } from '@diboas/providers-kit/svm';
import { type Address, getAddressDecoder } from '@solana/kit';
import { z } from 'zod';

/** Of a program's account: that it is one, and where its code lies. */
const PROGRAM_BYTES = 36;
const IS_PROGRAM = 2;
/** Of the account with the code: that it is one, since which slot, and who may exchange it. */
const CODE_HEAD_BYTES = 45;
const IS_CODE = 3;

const accountShape = z.object({
  value: z.object({ data: z.tuple([z.base64(), z.literal('base64')]) }).nullable(),
});

/** Each of these programs, with what says which code it is compared. */
export function readPrograms(
  { read }: Pick<SvmReader, 'read'>,
  known: readonly string[],
  parts: Readonly<Record<string, Address>>,
): Promise<Outcome<readonly StrategyContract[], 'unavailable'>> {
  return read(async (rpc, inTime) => {
    const headOf = async (account: Address, bytes: number): Promise<Buffer | null> => {
      const dataSlice = { offset: 0, length: bytes };
      const asked = { commitment: 'confirmed', encoding: 'base64', dataSlice } as const;
      const { value } = accountShape.parse(await rpc.getAccountInfo(account, asked).send(inTime));
      const data = value === null ? null : Buffer.from(value.data[0], 'base64').subarray(0, bytes);
      return data?.length === bytes ? data : null;
    };
    return Promise.all(
      Object.entries(parts).map(async ([part, address]): Promise<StrategyContract> => {
        const codeHash = await deploymentOf(address, headOf);
        return { part, address, codeHash, isKnown: codeHash !== null && known.includes(codeHash) };
      }),
    );
  });
}

/** Null for what is no program of that kind. */
async function deploymentOf(
  program: Address,
  headOf: (account: Address, bytes: number) => Promise<Buffer | null>,
): Promise<string | null> {
  const names = await headOf(program, PROGRAM_BYTES);
  if (names?.readUInt32LE(0) !== IS_PROGRAM) return null;
  const head = await headOf(getAddressDecoder().decode(names, 4), CODE_HEAD_BYTES);
  if (head?.readUInt32LE(0) !== IS_CODE) return null;
  return createHash('sha256').update(names).update(head).digest('hex');
}
