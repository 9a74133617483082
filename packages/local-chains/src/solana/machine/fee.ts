// What a transaction pays: https://solana.com/docs/core/fees. Held against what the machine takes by a test.
import type { Address } from '@solana/kit';
import type { SignedTransaction } from './transaction.ts';

const LAMPORTS_A_SIGNATURE = 5_000n;
const COMPUTE_BUDGET = 'ComputeBudget111111111111111111111111111111' as Address;
const UNITS_MAX = 1_400_000n;
const UNITS_OF_BUILTIN = 3_000n;
const UNITS_OF_PROGRAM = 200_000n;

/** Programs that are part of the node: they count for less when nobody says how much is needed. */
const BUILTINS: ReadonlySet<string> = new Set([
  COMPUTE_BUDGET,
  '11111111111111111111111111111111',
  'Vote111111111111111111111111111111111111111',
  'BPFLoader1111111111111111111111111111111111',
  'BPFLoader2111111111111111111111111111111111',
  'BPFLoaderUpgradeab1e11111111111111111111111',
  'LoaderV411111111111111111111111111111111111',
  'KeccakSecp256k11111111111111111111111111111',
  'Ed25519SigVerify111111111111111111111111111',
]);

type Asked = Pick<SignedTransaction, 'message' | 'accounts'>;

/** Lamports: so much a signature, and the price of its units in millionths, rounded up. */
export function networkFeeOf(asked: Asked): bigint {
  const { price, limit } = readBudget(asked);
  const priority = (price * limit + 999_999n) / 1_000_000n;
  return BigInt(asked.message.header.numSignerAccounts) * LAMPORTS_A_SIGNATURE + priority;
}

/** Millionths of a lamport that it pays for each compute unit, and how many units it may use. */
export function readBudget({ message, accounts }: Asked): { price: bigint; limit: bigint } {
  let price = 0n;
  let limit: bigint | null = null;
  let byDefault = 0n;
  for (const { programAddressIndex, data } of message.instructions) {
    const program = accounts[programAddressIndex] ?? '';
    byDefault += BUILTINS.has(program) ? UNITS_OF_BUILTIN : UNITS_OF_PROGRAM;
    if (program !== COMPUTE_BUDGET) continue;
    // Instruction 2 sets the limit as u32, instruction 3 the price as u64; both little-endian behind their number.
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
    if (data[0] === 2 && data.length === 5) limit = BigInt(view.getUint32(1, true));
    if (data[0] === 3 && data.length === 9) price = view.getBigUint64(1, true);
  }
  const asked = limit ?? byDefault;
  return { price, limit: asked < UNITS_MAX ? asked : UNITS_MAX };
}
