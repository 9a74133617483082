/** Circle's service for attestations, called Iris, as openapi/cctp.yaml of developers.circle.com says. Nobody needs a key. */
import {
  type ExecutionFaults,
  jsonAnswer,
  type ProviderWire,
  type Shelf,
  type WireAnswer,
  type WireRequest,
} from '@diboas/sandbox-kit';
import type { OwnSend } from '@diboas/sandbox-kit/chains';
import type { Hex } from 'viem';
import { attest, fillIn, nonceOf, readSent, type SentMessage } from './attest.ts';
import { type BurnWatch, type Domain, isDomain, type SeenBurn } from './burns.ts';
import { ERRORS, errorAnswer } from './errors.ts';
import { feeOf, forwardFee, SHARES } from './fees.ts';
import type { Forwarder } from './forward.ts';

/** A message that was attested to. */
export interface KeptMessage {
  readonly nonce: Hex;
  readonly createdAt: number;
  readonly transactionHash: string;
  readonly source: Domain;
  readonly message: Hex;
  readonly attestation: Hex;
  /** The transaction that mints; null where nobody is to send it, and as long as it could not be made. */
  readonly mint: OwnSend | null;
}

/** How whoever tries something sets it. */
export interface Steering {
  /** Nothing is attested to meanwhile. */
  readonly isHeld?: boolean;
  readonly isDear?: boolean;
}

export interface CctpWireParts {
  readonly messages: Shelf<KeptMessage>;
  readonly steering: () => Steering;
  now(): number;
  /** Null where there is no chain. */
  burnsOn(domain: Domain): BurnWatch | null;
  forwarderOn(domain: Domain): Forwarder | null;
}

export function createCctpWire(parts: CctpWireParts): ProviderWire {
  const inTurn = createTurns();
  return {
    name: 'cctp',
    isApi: (path) => path.startsWith('/v2/'),
    // What is attested to is so once, and mints have their nonces in a row.
    handle: (request, struck) => inTurn(() => answer(parts, request, struck)),
    rateLimited: () => errorAnswer(ERRORS.RATE_LIMITED),
    unavailable: () => errorAnswer(ERRORS.UNAVAILABLE),
    tooLarge: () => errorAnswer(ERRORS.BAD_REQUEST),
    broken: () => errorAnswer(ERRORS.INTERNAL),
  };
}

function createTurns(): <Result>(act: () => Promise<Result>) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  return (act) => {
    const mine = last.then(act);
    last = mine.catch(() => null);
    return mine;
  };
}

async function answer(
  parts: CctpWireParts,
  { method, path, query }: WireRequest,
  struck: ExecutionFaults,
): Promise<WireAnswer> {
  await struck.wait();
  if (struck.fault?.kind === 'refuse') return errorAnswer(ERRORS.BAD_REQUEST);
  if (struck.fault?.kind === 'server_error_before') return errorAnswer(ERRORS.INTERNAL);
  const [, , what = '', first = '', ...rest] = path.split('/');
  const given = await (method === 'GET' && what === 'burn'
    ? fees(parts, rest, new URLSearchParams(query).get('forward') === 'true')
    : method === 'GET' && what === 'messages'
      ? messages(parts, Number(first), new URLSearchParams(query).get('transactionHash') ?? '')
      : method === 'POST' && what === 'reattest'
        ? reattest(parts, first)
        : errorAnswer(ERRORS.NOT_FOUND));
  return struck.fault === null ? given : errorAnswer(ERRORS.INTERNAL);
}

function fees({ steering }: CctpWireParts, rest: readonly string[], isForwarded: boolean): WireAnswer {
  const [kind, source, target] = rest;
  const to = Number(target);
  if (kind !== 'fees' || !isDomain(Number(source)) || !isDomain(to) || source === target)
    return errorAnswer(ERRORS.BAD_REQUEST);
  const forward = isForwarded ? { forwardFee: forwardFee(to, steering().isDear === true) } : {};
  return jsonAnswer(
    200,
    ([1_000, 2_000] as const).map((finalityThreshold) => ({
      ...{ finalityThreshold, minimumFee: SHARES[finalityThreshold], ...forward },
    })),
  );
}

async function messages(parts: CctpWireParts, source: number, hash: string): Promise<WireAnswer> {
  if (!isDomain(source) || hash === '') return errorAnswer(ERRORS.BAD_REQUEST);
  const known = parts.messages.get(nonceOf(source, hash));
  if (known !== undefined) return jsonAnswer(200, { messages: [await shown(parts, known)] });
  const burn = (await parts.burnsOn(source)?.see(hash)) ?? null;
  if (burn === null) return errorAnswer(ERRORS.NOT_FOUND);
  const sent = readSent(burn.message);
  const isEarly = burn.finality < sent.minFinality;
  if (isEarly || parts.steering().isHeld === true)
    return jsonAnswer(200, { messages: [pending(parts.steering().isHeld === true)] });
  const fresh = await take(parts, { source, hash, burn, sent });
  return jsonAnswer(200, { messages: [await shown(parts, fresh)] });
}

function pending(isHeld: boolean): object {
  return {
    ...{ message: '0x', eventNonce: '', attestation: 'PENDING', decodedMessage: null, cctpVersion: 2 },
    ...{ status: 'pending_confirmations', delayReason: isHeld ? 'insufficient_allowance_available' : null },
  };
}

/** Blocks, or slots, of the other network that a fast message is good for: about a day. */
const GOOD_FOR: Readonly<Record<Domain, bigint>> = { 0: 7_200n, 5: 216_000n };

interface Taken {
  readonly source: Domain;
  readonly hash: string;
  readonly burn: SeenBurn;
  readonly sent: SentMessage;
}

async function take(parts: CctpWireParts, { source, hash, burn, sent }: Taken): Promise<KeptMessage> {
  const to: Domain = sent.targetDomain === 0 ? 0 : 5;
  const finality = Math.max(sent.minFinality, 1_000) < 2_000 ? burn.finality : 2_000;
  const { amount, maxFee: most, isForwarded } = sent;
  const nonce = nonceOf(source, hash);
  const fee = feeOf(amount, { finality, to, isForwarded, most });
  // On a chain of this sandbox nobody counts so far: what is fast is over at a block that does not come by itself.
  const expiration = finality < 2_000 ? GOOD_FOR[to] : 0n;
  const message = fillIn(burn.message, { nonce, finality, fee, expiration });
  const attestation = attest(message);
  const mint = isForwarded ? ((await parts.forwarderOn(to)?.make(message, attestation)) ?? null) : null;
  const kept: KeptMessage = {
    ...{ nonce, createdAt: parts.now(), transactionHash: hash, source, message, attestation, mint },
  };
  parts.messages.put(nonce, kept);
  return kept;
}

/** As it stands now. A mint that no block has is handed over once more, and made anew where it can never be in one. */
async function shown(parts: CctpWireParts, kept: KeptMessage): Promise<object> {
  const { message, attestation, nonce, mint } = kept;
  const base = {
    ...{ message, eventNonce: nonce, attestation, cctpVersion: 2, status: 'complete', delayReason: null },
    decodedMessage: null,
  };
  if (mint === null) return base;
  const forwarder = parts.forwarderOn(readSent(message).targetDomain === 0 ? 0 : 5);
  const state = (await forwarder?.state(mint)) ?? 'nowhere';
  if (state === 'in_block') return { ...base, forwardState: 'CONFIRMED', forwardTxHash: mint.hash };
  if (state === 'failed') return { ...base, forwardState: 'FAILED', forwardTxHash: mint.hash };
  await forwarder?.handOver(mint);
  return { ...base, forwardState: 'PENDING', forwardTxHash: null };
}

/** The same message, good for longer. */
async function reattest(parts: CctpWireParts, nonce: string): Promise<WireAnswer> {
  const kept = parts.messages.get(nonce);
  if (kept === undefined) return errorAnswer(ERRORS.NOT_FOUND);
  const to: Domain = readSent(kept.message).targetDomain === 0 ? 0 : 5;
  const sent = readSent(kept.message);
  const fee = feeOf(sent.amount, { finality: 2_000, to, isForwarded: sent.isForwarded, most: sent.maxFee });
  const message = fillIn(kept.message, { nonce: kept.nonce, finality: 2_000, fee, expiration: 0n });
  const attestation = attest(message);
  const mint = kept.mint && ((await parts.forwarderOn(to)?.make(message, attestation)) ?? null);
  parts.messages.put(nonce, { ...kept, message, attestation, mint });
  return jsonAnswer(200, { message: 'Re-attestation successfully requested', nonce });
}
