// From what was typed to an act on floats: every refusal is said in words.
import { type Asset, isAsset, isId, isNetwork, type Money, type Network, parseMoney } from '@diboas/kernel';
import type { FloatActKind, FloatPlace } from '@diboas/orchestration';
import { UsageError } from '../command-line/options.ts';

/** Who says so, and whether it is done. */
export const WHO_OPTIONS = {
  by: { type: 'string' },
  yes: { type: 'boolean' },
} as const;

export const FLOAT_ACT_OPTIONS = {
  ...WHO_OPTIONS,
  amount: { type: 'string' },
  network: { type: 'string' },
  'to-network': { type: 'string' },
  reason: { type: 'string' },
} as const;

export const ARRIVED_OPTIONS = { ...WHO_OPTIONS, amount: { type: 'string' } } as const;

type Typed<Options> = { readonly [Name in keyof Options]?: string | boolean | undefined };

export interface TypedWho {
  readonly by: string;
  readonly isDryRun: boolean;
}

export interface TypedFloatAct extends TypedWho {
  readonly kind: FloatActKind;
  readonly asset: Asset;
  /** More than nothing. */
  readonly units: bigint;
  readonly from: FloatPlace | null;
  readonly to: FloatPlace | null;
  readonly reason: string;
}

const KINDS = { add: 'float_add', take: 'float_take', move: 'float_move' } as const;

export type ActVerb = keyof typeof KINDS;

export function isActVerb(verb: string | undefined): verb is ActVerb {
  return verb !== undefined && Object.hasOwn(KINDS, verb);
}

export function readFloatAct(
  verb: ActVerb,
  names: readonly (string | undefined)[],
  {
    known,
    given,
  }: {
    /** The ids of all providers there are. */
    readonly known: readonly string[];
    readonly given: Typed<typeof FLOAT_ACT_OPTIONS>;
  },
): TypedFloatAct {
  const [first, second] = names;
  const { asset, units } = readTypedAmount(given.amount);
  const place = (provider: string | undefined, network: Network): FloatPlace => ({
    provider: readProvider(provider, known),
    network,
  });
  const network = readNetwork('network', given.network);
  const { reason } = given;
  if (typeof reason !== 'string' || reason.trim().length < 3 || reason.length > 500)
    throw new UsageError('--reason takes a sentence, of 3 to 500 characters: the audit keeps it for good.');
  const what = { kind: KINDS[verb], asset, units, reason, ...readWho(given) };
  switch (verb) {
    case 'add':
      return { ...what, from: null, to: place(first, network) };
    case 'take':
      return { ...what, from: place(first, network), to: null };
    case 'move': {
      const toNetwork = given['to-network'];
      const from = place(first, network);
      const to = place(second, toNetwork === undefined ? network : readNetwork('to-network', toNetwork));
      if (from.provider === to.provider && from.network === to.network)
        throw new UsageError('A move goes from one float to another one.');
      return { ...what, from, to };
    }
  }
}

export function readWho({ by, yes }: Typed<typeof WHO_OPTIONS>): TypedWho {
  if (typeof by !== 'string' || !/^[\w.@-]{2,64}$/.test(by))
    throw new UsageError('--by takes your name: 2 to 64 letters, digits, dots, hyphens or @.');
  return { by, isDryRun: yes !== true };
}

export function readActId(text: string | undefined): string {
  if (text !== undefined && isId(text)) return text;
  throw new UsageError(
    text === undefined ? 'Say which act.' : `"${text}" is no id of an act: floats list says them.`,
  );
}

export function readTypedAmount(text: string | boolean | undefined): Money {
  const [amount = '', asset = ''] = `${text ?? ''}`.split(' ');
  const parsed = isAsset(asset) ? parseMoney(asset, amount) : null;
  if (parsed?.ok && parsed.value.units > 0n) return parsed.value;
  throw new UsageError('--amount takes an amount and its asset, such as "5000.00 USDC".');
}

function readProvider(text: string | undefined, known: readonly string[]): string {
  if (text !== undefined && known.includes(text)) return text;
  throw new UsageError(`Say which provider: ${known.join(' or ')}.`);
}

function readNetwork(name: string, text: string | boolean | undefined): Network {
  if (isNetwork(text)) return text;
  throw new UsageError(`--${name} takes where it lies: ethereum, solana, sui, bitcoin or fiat.`);
}
