/** What is done with wallets, each once under its key: made, signed with, or sent from. */
import { type Clock, unreachable } from '@diboas/kernel';
import {
  answerUnderKey,
  canonical,
  type ExecutionFaults,
  executeOnce,
  type Faults,
  type Idempotency,
  jsonOrText,
  type KeyUse,
  type Store,
  type WireAnswer,
  type WireRequest,
} from '@diboas/sandbox-kit';
import type { Sends } from '@diboas/sandbox-kit/chains';
import { checkAuthorization, readOwner } from './authorization.ts';
import { ERRORS, errorAnswer, jsonAnswer, notHere } from './errors.ts';
import {
  createWalletBody,
  methodOfBody,
  rawSignBody,
  type SendEthereumBody,
  sendEthereumBody,
  signSolanaBody,
} from './requests.ts';
import { signRaw, signTransaction } from './signing.ts';
import type { AboutTransaction } from './transactions.ts';
import { isChainType, type OpenWallet, shownWallet, type Wallets } from './wallets.ts';

export interface ActParts {
  readonly wallets: Wallets;
  readonly sends: Sends<AboutTransaction>;
  readonly idempotency: Idempotency;
  readonly store: Store;
  readonly clock: Clock;
  readonly faults: Faults;
  createId(): string;
  createUuid(): string;
  /** Whether there is a chain to send on. */
  hasChain(network: 'ethereum'): boolean;
}

/** What one request is, once it is known who asks. */
interface Act {
  readonly request: WireRequest;
  readonly struck: ExecutionFaults;
}

export function createWallet(parts: ActParts, act: Act): Promise<WireAnswer> | WireAnswer {
  const read = createWalletBody.safeParse(jsonOrText(act.request.body));
  const { chain_type: chainType = '', owner, external_id, display_name } = read.data ?? {};
  const publicKey = owner?.public_key ?? null;
  if (!isChainType(chainType) || (publicKey !== null && readOwner(publicKey) === null))
    return errorAnswer(ERRORS.BAD_BODY);
  return once(parts, act, () => {
    const made = parts.wallets.create({
      ...{ id: parts.createId(), chainType, externalId: external_id ?? null },
      ...{ displayName: display_name ?? null, owner: publicKey },
    });
    return made === null ? errorAnswer(ERRORS.EXTERNAL_ID_TAKEN) : jsonAnswer(200, shownWallet(made));
  });
}

/** @param name `rpc` or `raw_sign` */
export function actWith(
  parts: ActParts,
  act: Act,
  { wallet, name }: { readonly wallet: OpenWallet; readonly name: 'rpc' | 'raw_sign' },
): Promise<WireAnswer> | WireAnswer {
  const { request } = act;
  if (wallet.owner !== null) {
    const authorized = checkAuthorization(request, wallet.owner);
    if (!authorized.ok) return errorAnswer(authorized.refusal);
  }
  switch (name) {
    case 'raw_sign':
      return once(parts, act, () => rawSign(request, wallet));
    case 'rpc':
      return rpc(parts, act, wallet);
    default:
      return unreachable(name);
  }
}

function rawSign({ body }: WireRequest, wallet: OpenWallet): WireAnswer {
  const read = rawSignBody.safeParse(jsonOrText(body));
  if (!read.success) return errorAnswer(ERRORS.BAD_BODY);
  const signed = signRaw(read.data.params.hash, wallet);
  if (!signed.ok) return errorAnswer(signed.refusal);
  return jsonAnswer(200, { method: 'raw_sign', data: { signature: signed.value, encoding: 'hex' } });
}

function rpc(parts: ActParts, act: Act, wallet: OpenWallet): Promise<WireAnswer> | WireAnswer {
  const body = jsonOrText(act.request.body);
  const { method = '' } = methodOfBody.safeParse(body).data ?? {};
  switch (method) {
    case 'signTransaction':
      return once(parts, act, () => {
        const read = signSolanaBody.safeParse(body);
        const signed = read.success ? signTransaction(read.data.params.transaction, wallet) : null;
        if (signed === null) return errorAnswer(ERRORS.BAD_BODY);
        if (!signed.ok) return errorAnswer(signed.refusal);
        return jsonAnswer(200, { method, data: { signed_transaction: signed.value, encoding: 'base64' } });
      });
    case 'eth_sendTransaction': {
      const read = sendEthereumBody.safeParse(body);
      if (!read.success || wallet.chainType !== 'ethereum') return errorAnswer(ERRORS.BAD_BODY);
      return parts.hasChain('ethereum')
        ? sendEthereum(parts, act, { wallet, body: read.data })
        : errorAnswer(ERRORS.NO_CHAIN);
    }
    default:
      return errorAnswer(notHere(`the method ${method}`));
  }
}

/** One request under its key, or as often as it comes without one. */
function once(
  parts: ActParts,
  { request, struck }: Act,
  execute: () => WireAnswer,
): Promise<WireAnswer> | WireAnswer {
  const use = keyUseOf(request);
  const kept = use === null ? null : keptAnswer(parts, use);
  if (kept !== null) return kept;
  return executeOnce({
    ...{ use, idempotency: parts.idempotency, store: parts.store, struck, execute },
    refused: ({ status, code }) => errorAnswer({ ...ERRORS.BAD_BODY, status, code }),
    failed: () => errorAnswer(ERRORS.INTERNAL),
  });
}

/**
 * Signs and sends one transaction after the other, and answers once a node has it: so it takes longer than anything else here,
 * and its answer is kept only then. A reference that is known is refused, whatever the key.
 */
async function sendEthereum(
  parts: ActParts,
  { request, struck }: Act,
  { wallet, body }: { readonly wallet: OpenWallet; readonly body: SendEthereumBody },
): Promise<WireAnswer> {
  const use = keyUseOf(request);
  const kept = use === null ? null : keptAnswer(parts, use);
  if (kept !== null) return kept;
  if (use !== null) parts.idempotency.hold(use.key);
  try {
    await struck.wait();
    const { fault } = struck;
    if (fault?.kind === 'refuse')
      return errorAnswer({ ...ERRORS.BAD_BODY, status: fault.status, code: fault.code });
    if (fault?.kind === 'server_error_before') return errorAnswer(ERRORS.INTERNAL);
    const answer = await begin(parts, request, { wallet, body });
    if (use !== null) parts.store.together(() => parts.idempotency.save(use, answer));
    return fault === null ? answer : errorAnswer(ERRORS.INTERNAL);
  } finally {
    if (use !== null) parts.idempotency.release(use.key);
  }
}

async function begin(
  { sends, faults, createUuid, clock }: ActParts,
  { path }: WireRequest,
  { wallet, body }: { readonly wallet: OpenWallet; readonly body: SendEthereumBody },
): Promise<WireAnswer> {
  const { caip2, reference_id: referenceId = null, params } = body;
  if (referenceId !== null && sends.list().some(({ about }) => about.referenceId === referenceId))
    return errorAnswer(ERRORS.REFERENCE_TAKEN);
  const struck = faults.strike(['reject_session'], { provider: 'privy', method: 'POST', path });
  if (struck.some(({ at }) => at !== 'fulfillment')) return errorAnswer(ERRORS.DENIED);
  const id = createUuid();
  const about: AboutTransaction = { walletId: wallet.id, caip2, referenceId, createdAt: clock.now() };
  const plan = planOf(wallet.address, params.transaction);
  await sends.begin(
    { id, network: 'ethereum', about, plan },
    struck.length > 0 ? 'the transaction was not sent' : undefined,
  );
  const sent = sends.get(id);
  if (sent === undefined || sent.stage === 'failed' || sent.signed === null)
    return errorAnswer(ERRORS.NOT_BROADCAST);
  const told = { hash: sent.signed.hash, caip2, transaction_id: id };
  return jsonAnswer(200, {
    method: 'eth_sendTransaction',
    data: referenceId === null ? told : { ...told, reference_id: referenceId },
  });
}

/** As the sender of the network takes it: whole numbers are decimal texts. */
function planOf(from: string, transaction: SendEthereumBody['params']['transaction']) {
  const decimal = (value: string | number | undefined) =>
    value === undefined ? undefined : `${BigInt(value)}`;
  const { to, value, data, nonce, gas_limit, max_fee_per_gas, max_priority_fee_per_gas } = transaction;
  return {
    ...{ from, calls: [{ to, value: decimal(value), data }], nonce: decimal(nonce) },
    ...{ gasLimit: decimal(gas_limit), maxFeePerGas: decimal(max_fee_per_gas) },
    maxPriorityFeePerGas: decimal(max_priority_fee_per_gas),
  };
}

function keyUseOf({ id, path, headers, body }: WireRequest): KeyUse | null {
  const key = headers['privy-idempotency-key'];
  if (key === undefined || key === '') return null;
  return { key, request: `${path} ${canonical(jsonOrText(body))}`, requestId: id };
}

function keptAnswer({ idempotency }: ActParts, use: KeyUse): WireAnswer | null {
  return answerUnderKey(use, idempotency, {
    inUse: () => errorAnswer(ERRORS.KEY_IN_USE),
    ofAnotherRequest: () => errorAnswer(ERRORS.KEY_OF_ANOTHER_REQUEST),
  });
}
