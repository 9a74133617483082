// From what was typed to an act of the treasury: every refusal is said in words.
import { type Money, parseMoney } from '@diboas/kernel';
import type { FeeUrgency } from '@diboas/networks';
import { UsageError } from '../command-line/options.ts';

export const WRITE_OPTIONS = {
  to: { type: 'string' },
  amount: { type: 'string' },
  urgency: { type: 'string' },
  'fee-max': { type: 'string' },
  file: { type: 'string' },
  by: { type: 'string' },
  reason: { type: 'string' },
  yes: { type: 'boolean' },
} as const;

type Given = { readonly [Name in keyof typeof WRITE_OPTIONS]?: string | boolean | undefined };

export interface TypedSpend {
  readonly urgency: FeeUrgency;
  readonly feeMax: bigint;
  readonly file: string;
  readonly by: string;
  readonly reason: string;
  readonly isDryRun: boolean;
}

export function readTypedSpend(given: Given): TypedSpend {
  const { urgency = 'normal', file, reason } = given;
  if (urgency !== 'slow' && urgency !== 'normal' && urgency !== 'fast')
    throw new UsageError('--urgency takes slow, normal or fast.');
  if (typeof file !== 'string' || file === '') throw new UsageError('--file takes where it is written.');
  if (typeof reason !== 'string' || reason.trim().length < 3 || reason.length > 500)
    throw new UsageError('--reason takes a sentence, of 3 to 500 characters: the audit keeps it for good.');
  const feeMax = readBitcoin('fee-max', given['fee-max'] ?? '0.001 BTC').units;
  return { urgency, feeMax, file, by: readName(given.by), reason, isDryRun: given.yes !== true };
}

export function readName(by: string | boolean | undefined): string {
  if (typeof by === 'string' && /^[\w.@-]{2,64}$/.test(by)) return by;
  throw new UsageError('--by takes your name: 2 to 64 letters, digits, dots, hyphens or @.');
}

export function readBitcoin(name: string, text: string | boolean | undefined): Money {
  const [amount = '', asset = ''] = `${text ?? ''}`.split(' ');
  const parsed = asset === 'BTC' ? parseMoney('BTC', amount) : null;
  if (parsed?.ok && parsed.value.units > 0n) return parsed.value;
  throw new UsageError(`--${name} takes an amount of bitcoin, such as "0.5 BTC".`);
}

export function readTxid(text: string | undefined): string {
  if (text !== undefined && /^[0-9a-f]{64}$/.test(text)) return text;
  throw new UsageError('Say which transaction: 64 digits of a hash.');
}

/** Files come before the options. */
export function splitFiles(args: readonly string[]): {
  readonly files: readonly string[];
  readonly rest: readonly string[];
} {
  const first = args.findIndex((one) => one.startsWith('-'));
  const end = first === -1 ? args.length : first;
  if (end === 0) throw new UsageError('Say which file.');
  return { files: args.slice(0, end), rest: args.slice(end) };
}
