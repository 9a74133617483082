import type { Instant } from '@diboas/kernel';
import {
  bytesText,
  type CallRules,
  type CredentialWatch,
  callOnce,
  readBase,
  UnreadableBodyError,
  wholeText,
} from '@diboas/providers-kit';
import { z } from 'zod';
import { readRefusal } from './fault.ts';

export interface ConnectionOptions {
  /** https://dln.debridge.finance/v1.0, or our sandbox over http. */
  readonly baseUrl: string;
  /** https://dln-api.debridge.finance/api, or our sandbox over http. */
  readonly ordersUrl: string;
  readonly timeoutMs: number;
  readonly credentials: CredentialWatch;
  readonly now: () => Instant;
}

/** Minor units as a text: a number would be read inexactly. */
const units = wholeText(38);
const orderId = z.string().regex(/^0x[0-9a-f]{64}$/i);

const createdShape = z.object({
  orderId,
  estimation: z.object({
    srcChainTokenIn: z.object({ amount: units }),
    dstChainTokenOut: z.object({ amount: units }),
  }),
  /** Of Ethereum a call; of Solana a transaction as a whole, in hex, and nothing beside. */
  tx: z.object({ data: bytesText, to: bytesText.optional(), value: units.optional() }),
  /** What placing it costs in the coin of the source network, in its minor units. */
  fixFee: units,
  order: z.object({ approximateFulfillmentDelay: z.number().nonnegative().optional() }).optional(),
});
export type CreatedOrder = z.output<typeof createdShape>;

const statusShape = z.object({ orderId: z.string().optional(), status: z.string() });
const idsShape = z.object({ orderIds: z.array(orderId) });

/** A value in all forms that deBridge writes it in. */
const told = <Shape extends z.ZodType>(shape: Shape) => z.object({ stringValue: shape });
const eventShape = z.object({ transactionHash: told(z.string().min(1)) });
const orderShape = z.object({
  orderId: told(orderId),
  takeOfferWithMetadata: z.object({ amount: told(units) }),
  fulfilledDstEventMetadata: eventShape.nullish(),
  claimedOrderCancelSrcEventInfo: z.object({ transactionMetadata: eventShape.nullish() }).nullish(),
});
export type ToldOrder = z.output<typeof orderShape>;

export interface AskedOrder {
  readonly srcChainId: number;
  readonly srcChainTokenIn: string;
  readonly srcChainTokenInAmount: bigint;
  readonly dstChainId: number;
  readonly dstChainTokenOut: string;
  readonly sender: string;
  readonly recipient: string;
}

/** Calls to deBridge, each made exactly once. All throw what `sortFault` sorts. */
export interface DebridgeConnection {
  create(asked: AskedOrder): Promise<CreatedOrder>;
  /** The orders that a transaction placed; none as long as deBridge has not seen it. */
  orderIds(txHash: string): Promise<readonly string[]>;
  status(id: string): Promise<string>;
  order(id: string): Promise<ToldOrder>;
}

export function connectToDebridge(options: ConnectionOptions): DebridgeConnection {
  const { baseUrl, ordersUrl, timeoutMs, credentials, now } = options;
  const [base, orders] = [readBase(baseUrl), readBase(ordersUrl)];
  const rules: CallRules = {
    ...{ timeoutMs, now, credentials, readRefusal, keySetting: 'DEBRIDGE_URL' },
    // It has no key of ours that could be refused.
    refusesKey: () => false,
  };
  const ask = async <Shape extends z.ZodType>(shape: Shape, at: string, path: string, asked: object = {}) => {
    const url = new URL(`${at}${path}`);
    for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, `${value}`);
    const headers = { accept: 'application/json' };
    const read = shape.safeParse(await callOnce({ method: 'GET', url, headers }, rules));
    if (!read.success) throw new UnreadableBodyError(200, { cause: read.error });
    return read.data;
  };
  return {
    create: ({ sender, recipient, ...asked }) =>
      ask(createdShape, base, '/dln/order/create-tx', {
        ...{ ...asked, dstChainTokenOutAmount: 'auto', dstChainTokenOutRecipient: recipient },
        // Whoever fulfils it bears what that costs out of what arrives: exactly what is asked for is given.
        ...{ senderAddress: sender, prependOperatingExpenses: false },
        // We alone may make the order cheaper, and cancel it on the other network; what is given comes back to us.
        ...{ srcChainOrderAuthorityAddress: sender, dstChainOrderAuthorityAddress: recipient },
        srcAllowedCancelBeneficiary: sender,
      }),
    orderIds: async (hash) => (await ask(idsShape, base, `/dln/tx/${hash}/order-ids`)).orderIds,
    status: async (id) => (await ask(statusShape, base, `/dln/order/${id}/status`)).status,
    order: (id) => ask(orderShape, orders, `/Orders/${id}`),
  };
}
