// Kamino's public API, of which nothing is believed that a network can tell: it says how a vault stands and which accounts a transaction
// must name. Source: kamino.com/docs/build/api-reference, openapi of `kamino-api.json`.
import { accept, type Instant, type Outcome, refuse } from '@diboas/kernel';
import { type CallRules, type CredentialWatch, callOnce, readBase, readFigure } from '@diboas/providers-kit';
import { z } from 'zod';
import { codeIn, type NoTransaction, orSorted } from './fault.ts';
import { SHARE_DECIMALS, TOKEN_DECIMALS } from './vaults.ts';

/** A decimal as it is told: so many units, of which so many digits stand behind the point. */
export interface Decimal {
  readonly units: bigint;
  readonly digits: number;
}

const decimal = z
  .string()
  .regex(/^\d{1,30}(\.\d{1,60})?$/)
  .transform((text): Decimal => {
    const [whole = '0', part = ''] = text.split('.');
    return { units: BigInt(whole + part), digits: part.length };
  });
const whole = z
  .union([z.string().regex(/^\d{1,20}$/), z.number().int().nonnegative()])
  .transform((value) => BigInt(value));
/** A part of one, as text: `0.0391` is 3.91 % a year. In millionths. */
const rate = z
  .string()
  .regex(/^-?\d{1,6}(\.\d{1,60})?$/)
  .transform((text) => readFigure(text, { digits: 6, rounding: 'half_up' }))
  .pipe(z.bigint())
  .transform(Number);

const metricsShape = z.object({
  ...{ apy: rate, tokensPerShare: decimal, tokensAvailable: decimal, tokensInvested: decimal },
});
const vaultShape = z.object({
  address: z.string(),
  programId: z.string(),
  state: z.object({
    ...{ tokenMint: z.string(), sharesMint: z.string(), tokenVault: z.string() },
    ...{ tokenMintDecimals: whole, sharesMintDecimals: whole },
    ...{ minDepositAmount: whole, minWithdrawAmount: whole, crankFundFeePerReserve: whole },
    vaultAllocationStrategy: z.array(z.object({ reserve: z.string() })),
    // An older program has none.
    depositCap: whole.default(2n ** 64n - 1n),
    ...{ withdrawalPenaltyBps: whole.default(0n), withdrawalPenaltyLamports: whole.default(0n) },
  }),
});
const madeShape = z.object({ transaction: z.base64().min(1) });

export type VaultMetrics = z.output<typeof metricsShape>;
export type VaultState = z.output<typeof vaultShape>;

/** Each call is made exactly once. */
export interface KaminoConnection {
  vault(address: string): Promise<Outcome<VaultState, 'unavailable'>>;
  metrics(address: string): Promise<Outcome<VaultMetrics, 'unavailable'>>;
  /** In base64, signed by nobody. What is put in is units of the token, what is taken out of shares. */
  transaction(asked: {
    readonly act: 'deposit' | 'withdraw';
    readonly wallet: string;
    readonly vault: string;
    readonly units: bigint;
  }): Promise<Outcome<string, NoTransaction>>;
}

export interface ConnectionOptions {
  /** https://api.kamino.finance, or our sandbox over http. */
  readonly baseUrl: string;
  readonly timeoutMs: number;
  readonly credentials: CredentialWatch;
  readonly now: () => Instant;
}

export function connectToKamino({ baseUrl, ...options }: ConnectionOptions): KaminoConnection {
  const base = readBase(baseUrl);
  const rules: CallRules = {
    ...{ ...options, keySetting: 'KAMINO_URL' },
    // Its `code` is a word; what it says beside it is a text for people.
    readRefusal: (body) => ({ code: codeIn(body), requestId: null }),
    refusesKey: () => false,
  };
  const at = (path: string) => new URL(`${base}${path}`);
  const headers = { accept: 'application/json' };
  const told = async <Shape extends z.ZodType>(path: string, shape: Shape) => {
    const body = await orSorted(callOnce({ method: 'GET', url: at(path), headers }, rules), options.now());
    const read = body.ok ? shape.safeParse(body.value) : null;
    return read?.success === true ? accept(read.data) : refuse<'unavailable'>('unavailable');
  };
  return {
    vault: (address) => told(`/kvaults/vaults/${address}`, vaultShape),
    metrics: (address) => told(`/kvaults/vaults/${address}/metrics`, metricsShape),
    async transaction({ act, wallet, vault, units }) {
      const amount = decimalText(units, act === 'deposit' ? TOKEN_DECIMALS : SHARE_DECIMALS);
      const body = await orSorted(
        callOnce(
          {
            ...{ method: 'POST', url: at(`/ktx/kvault/${act}`) },
            ...{ headers: { ...headers, 'content-type': 'application/json' } },
            body: JSON.stringify({ wallet, kvault: vault, amount }),
          },
          rules,
        ),
        options.now(),
      );
      if (!body.ok) return body;
      const made = madeShape.safeParse(body.value);
      return made.success ? accept(made.data.transaction) : refuse('unavailable');
    },
  };
}

/** `1.5` of 1,500,000 units with six digits. */
export function decimalText(units: bigint, digits: number): string {
  const text = `${units}`.padStart(digits + 1, '0');
  return `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** In units with so many digits, rounded down. */
export function unitsOf({ units, digits: has }: Decimal, digits: number): bigint {
  return has > digits ? units / 10n ** BigInt(has - digits) : units * 10n ** BigInt(digits - has);
}
