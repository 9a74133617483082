/** Privy's API, as far as wallets of ours need it: every request shows who asks; what is done has a key and a deadline. */
import type { ExecutionFaults, ProviderWire, WireAnswer, WireRequest } from '@diboas/sandbox-kit';
import { type ActParts, actWith, createWallet } from './acts.ts';
import { type AppSecrets, isInTime, isOfApp } from './authorization.ts';
import { ERRORS, errorAnswer, jsonAnswer, type PrivyError } from './errors.ts';
import { shownTransaction } from './transactions.ts';
import { shownWallet } from './wallets.ts';

const WALLETS = '/v1/wallets';
const WALLET = /^\/v1\/wallets\/([a-zA-Z0-9_-]{1,80})(?:\/(rpc|raw_sign))?$/;
const TRANSACTIONS = '/v1/transactions';
const TRANSACTION = /^\/v1\/transactions\/([a-zA-Z0-9-]{1,64})$/;

export type PrivyParts = ActParts & AppSecrets;

export function createPrivyWire(parts: PrivyParts): ProviderWire {
  const failed = (error: PrivyError) => () => errorAnswer(error);
  return {
    name: 'privy',
    isApi: (path) => path.startsWith('/v1/'),
    handle: (request, struck) => answer(parts, request, struck),
    rateLimited: failed(ERRORS.RATE_LIMITED),
    unavailable: failed(ERRORS.UNAVAILABLE),
    tooLarge: failed(ERRORS.TOO_LARGE),
    broken: failed(ERRORS.INTERNAL),
  };
}

async function answer(parts: PrivyParts, request: WireRequest, struck: ExecutionFaults): Promise<WireAnswer> {
  if (!isOfApp(request, parts)) return errorAnswer(ERRORS.WRONG_APP);
  if (request.method === 'POST') return act(parts, request, struck);
  await struck.wait();
  const { fault } = struck;
  if (fault?.kind === 'refuse')
    return errorAnswer({ ...ERRORS.BAD_BODY, status: fault.status, code: fault.code });
  if (fault !== null) return errorAnswer(ERRORS.INTERNAL);
  return request.method === 'GET' ? question(parts, request) : errorAnswer(ERRORS.NOT_FOUND);
}

async function act(parts: PrivyParts, request: WireRequest, struck: ExecutionFaults): Promise<WireAnswer> {
  if (!isInTime(request, parts.clock.now() - struck.behindMs)) return errorAnswer(ERRORS.EXPIRED);
  if (request.path === WALLETS) return createWallet(parts, { request, struck });
  const [, name = '', verb] = WALLET.exec(request.path) ?? [];
  const wallet = verb === undefined ? null : parts.wallets.find(name);
  if (wallet === null || (verb !== 'rpc' && verb !== 'raw_sign')) return errorAnswer(ERRORS.NOT_FOUND);
  return actWith(parts, { request, struck }, { wallet, name: verb });
}

async function question({ wallets, sends }: PrivyParts, { path, query }: WireRequest): Promise<WireAnswer> {
  const [, name = '', verb] = WALLET.exec(path) ?? [];
  const wallet = verb === undefined ? wallets.find(name) : null;
  if (wallet !== null) return jsonAnswer(200, shownWallet(wallet));
  if (path === TRANSACTIONS) {
    const referenceId = new URLSearchParams(query).get('reference_id');
    if (referenceId === null) return errorAnswer(ERRORS.BAD_BODY);
    const ids = sends.list().flatMap(({ id, about }) => (about.referenceId === referenceId ? [id] : []));
    const found = await Promise.all(ids.map((id) => sends.refresh(id)));
    return jsonAnswer(200, { transactions: found.flatMap((one) => (one ? [shownTransaction(one)] : [])) });
  }
  const found = await sends.refresh(TRANSACTION.exec(path)?.[1] ?? '');
  return found ? jsonAnswer(200, shownTransaction(found)) : errorAnswer(ERRORS.NOT_FOUND);
}
