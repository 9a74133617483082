/**
 * What Coinbase's own specification says of the on-ramp (its OpenAPI file, operation createOnrampSession and the payload
 * of onramp.transaction webhooks), in our words. The closed lists are not written here: they are read from the official
 * SDK, which is made by machine from that file, so that a new version of it is noticed.
 */
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';

/** The statuses that the operation lists. */
export const SESSION_STATUSES = [201, 400, 401, 429, 500];

const words = z.record(z.string(), z.string());
const lists = z.object({
  ErrorType: words,
  OnrampOrderFeeType: words,
  OnrampQuotePaymentMethodTypeId: words,
  OnrampTransactionPayloadStatus: words,
  OnrampTransactionPayloadPaymentMethod: words,
  OnrampTransactionPayloadType: words,
  OnrampTransactionPayloadUserType: words,
  OnrampTransactionPayloadFailureReason: words,
});

export interface Specification {
  readonly errorTypes: readonly string[];
  readonly paymentMethods: readonly string[];
  /** The body of 201. */
  readonly session: z.ZodType;
  /** The body of every other status. */
  readonly error: z.ZodType;
  readonly webhook: z.ZodType;
}

export async function readSpecification(): Promise<Specification> {
  const sdk = createRequire(import.meta.url).resolve('@coinbase/cdp-sdk');
  const generated = '../_esm/openapi-client/generated/coinbaseDeveloperPlatformAPIs.schemas.js';
  const module: unknown = await import(new URL(generated, pathToFileURL(sdk)).href);
  const list = lists.parse(module);
  const oneOf = (known: Readonly<Record<string, string>>) => z.enum(Object.values(known));
  return {
    errorTypes: Object.values(list.ErrorType),
    paymentMethods: Object.values(list.OnrampQuotePaymentMethodTypeId),
    session: sessionSchema(oneOf(list.OnrampOrderFeeType)),
    error: z.strictObject({
      errorType: oneOf(list.ErrorType),
      errorMessage: z.string().min(1),
      correlationId: z.string().optional(),
      errorLink: z.url().optional(),
    }),
    webhook: webhookSchema({
      status: oneOf(list.OnrampTransactionPayloadStatus),
      paymentMethod: oneOf(list.OnrampTransactionPayloadPaymentMethod),
      type: oneOf(list.OnrampTransactionPayloadType),
      userType: oneOf(list.OnrampTransactionPayloadUserType),
      failureReason: oneOf(list.OnrampTransactionPayloadFailureReason),
    }),
  };
}

/** A decimal, as every amount is written. */
const amount = z.string().regex(/^[0-9]+(\.[0-9]+)?$/);

function sessionSchema(feeType: z.ZodType) {
  return z.strictObject({
    session: z.strictObject({
      onrampUrl: z
        .url({ protocol: /^https?$/ })
        .min(11)
        .max(2_048),
    }),
    quote: z
      .strictObject({
        paymentTotal: amount,
        paymentSubtotal: amount,
        paymentCurrency: z.string(),
        purchaseAmount: amount,
        purchaseCurrency: z.string(),
        destinationNetwork: z.string(),
        fees: z.array(z.strictObject({ type: feeType, amount, currency: z.string() })),
        exchangeRate: amount,
      })
      .optional(),
  });
}

function webhookSchema(closed: Readonly<Record<string, z.ZodType>>) {
  const { status, ...others } = closed;
  const money = z.strictObject({ currency: z.string(), value: amount }).optional();
  const text = z.string().optional();
  return z.strictObject({
    eventType: z.enum([
      'onramp.transaction.created',
      'onramp.transaction.updated',
      'onramp.transaction.success',
      'onramp.transaction.failed',
    ]),
    transactionId: z.string(),
    status: status ?? z.never(),
    ...Object.fromEntries(Object.entries(others).map(([name, type]) => [name, type.optional()])),
    ...{ purchaseCurrency: text, purchaseNetwork: text, purchaseAmount: money },
    ...{ paymentTotal: money, paymentTotalUsd: money, paymentSubtotal: money },
    ...{ coinbaseFee: money, networkFee: money, exchangeRate: money },
    ...{ txHash: text, country: text, userId: text, walletAddress: text, partnerUserRef: text },
    ...{ createdAt: z.iso.datetime().optional(), completedAt: z.iso.datetime().optional() },
    ...{ contractAddress: text, endPartnerName: text, errorCode: text },
  });
}
