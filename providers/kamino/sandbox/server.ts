/** Kamino's public API, as far as its one vault needs it. */
import {
  type ExecutionFaults,
  formatDecimal,
  jsonAnswer,
  jsonOrText,
  type ProviderWire,
  parseDecimal,
  type WireAnswer,
  type WireRequest,
} from '@diboas/sandbox-kit';
import { isAddress } from '@solana/kit';
import { z } from 'zod';
import { ERRORS, errorAnswer } from './errors.ts';
import { makeTransaction } from './transactions.ts';
import { type ReadVault, type Rpc, readVault, VAULT, VAULT_PROGRAM } from './vault.ts';

export interface KaminoWireParts {
  /** Null where there is no chain. */
  rpc(): Rpc | null;
}

const DIGITS = 6;
/** As many as Kamino tells of a rate. */
const RATE_DIGITS = 18;

export function createKaminoWire(parts: KaminoWireParts): ProviderWire {
  return {
    name: 'kamino',
    isApi: (path) => path.startsWith('/kvaults/') || path.startsWith('/ktx/'),
    handle: (request, struck) => answer(parts, request, struck),
    rateLimited: () => errorAnswer(ERRORS.RATE_LIMITED),
    unavailable: () => errorAnswer(ERRORS.UNAVAILABLE),
    tooLarge: () => errorAnswer(ERRORS.TOO_LARGE),
    broken: () => errorAnswer(ERRORS.INTERNAL),
  };
}

async function answer(
  parts: KaminoWireParts,
  request: WireRequest,
  struck: ExecutionFaults,
): Promise<WireAnswer> {
  await struck.wait();
  const { fault } = struck;
  if (fault?.kind === 'refuse') return errorAnswer(ERRORS.BAD_REQUEST);
  if (fault?.kind === 'server_error_before') return errorAnswer(ERRORS.INTERNAL);
  const given = await carryOut(parts, request);
  return fault === null ? given : errorAnswer(ERRORS.INTERNAL);
}

async function carryOut(parts: KaminoWireParts, request: WireRequest): Promise<WireAnswer> {
  const rpc = parts.rpc();
  const vault = rpc === null ? null : await readVault(rpc);
  const { method, path } = request;
  // Where there is no chain there is no vault.
  if (rpc === null || vault === null)
    return errorAnswer(path.startsWith('/kvaults/') ? ERRORS.NO_VAULT : ERRORS.NOT_FOUND);
  if (method === 'GET' && path.startsWith('/kvaults/vaults')) return told(vault, path);
  const act = /^\/ktx\/kvault\/(deposit|withdraw)$/.exec(path)?.[1];
  if (method === 'POST' && (act === 'deposit' || act === 'withdraw'))
    return make(rpc, vault, { request, act });
  return errorAnswer(ERRORS.NOT_FOUND);
}

function told(vault: ReadVault, path: string): WireAnswer {
  if (path === '/kvaults/vaults') return jsonAnswer(200, [stateOf(vault)]);
  const [, name, part] = /^\/kvaults\/vaults\/([^/]+)(\/metrics)?$/.exec(path) ?? [];
  if (name === undefined) return errorAnswer(ERRORS.NOT_FOUND);
  if (name !== VAULT) return errorAnswer(ERRORS.NO_VAULT);
  return jsonAnswer(200, part === undefined ? stateOf(vault) : metricsOf(vault));
}

function stateOf(vault: ReadVault) {
  const {
    authority,
    mint,
    tokens,
    sharesMint,
    reserve,
    available,
    shares,
    leastIn,
    leastOut,
    crankFee,
    cap,
  } = vault;
  return {
    address: VAULT,
    programId: VAULT_PROGRAM,
    state: {
      ...{
        name: 'Sandbox USDC',
        baseVaultAuthority: authority,
        tokenMint: mint,
        tokenVault: tokens,
        sharesMint,
      },
      ...{ tokenMintDecimals: DIGITS, sharesMintDecimals: DIGITS },
      ...{ tokenAvailable: `${available}`, sharesIssued: `${shares}` },
      ...{ performanceFeeBps: 0, managementFeeBps: 0, minDepositAmount: `${leastIn}` },
      ...{ minWithdrawAmount: `${leastOut}`, crankFundFeePerReserve: `${crankFee}`, depositCap: `${cap}` },
      ...{ vaultAllocationStrategy: [{ reserve }], vaultFarm: '11111111111111111111111111111111' },
    },
  };
}

function metricsOf({ available, lent, shares, ratePpm }: ReadVault) {
  const total = available + lent;
  const perShare = formatDecimal((total * 10n ** BigInt(RATE_DIGITS)) / shares, RATE_DIGITS);
  // What is lent of it earns that; what is not earns nothing.
  const apy = formatDecimal((ratePpm * lent) / total, DIGITS);
  return {
    ...{
      apy,
      apy24h: apy,
      apy7d: apy,
      apy30d: apy,
      apyActual: apy,
      apyTheoretical: apy,
      apyFarmRewards: '0',
    },
    ...{ tokenPrice: '1', sharePrice: perShare, tokensPerShare: perShare },
    ...{ tokensAvailable: formatDecimal(available, DIGITS), tokensInvested: formatDecimal(lent, DIGITS) },
    ...{ sharesIssued: formatDecimal(shares, DIGITS), numberOfHolders: 1 },
  };
}

const askedShape = z.object({
  ...{ wallet: z.string().refine(isAddress), kvault: z.string().refine(isAddress) },
  amount: z.string().transform((text, context) => {
    const units = parseDecimal(text, DIGITS);
    if (units !== null && units > 0n) return units;
    context.addIssue({ code: 'custom', message: 'no amount' });
    return z.NEVER;
  }),
});

async function make(
  rpc: Rpc,
  vault: ReadVault,
  { request, act }: { readonly request: WireRequest; readonly act: 'deposit' | 'withdraw' },
): Promise<WireAnswer> {
  const read = askedShape.safeParse(jsonOrText(request.body));
  if (!read.success) return errorAnswer(ERRORS.BAD_REQUEST);
  const { wallet, kvault, amount } = read.data;
  if (kvault !== VAULT) return errorAnswer(ERRORS.NO_VAULT);
  const transaction = await makeTransaction(rpc, vault, { wallet, act, units: amount });
  return jsonAnswer(200, { transaction });
}
