import type { QuoteView, TransactionView } from '@diboas/protocol';
import { firstOnRamp } from '@diboas/providers/testing';
import type { ToldStage } from '@diboas/providers-kit/contract';
import { testSecret } from '@diboas/testkit/system';
import { requestBytes } from './connection.ts';

/** A transaction as the confirmation answered it, and the attempt that a provider knows it by. */
export interface Sent {
  readonly quote: QuoteView;
  readonly transaction: TransactionView;
  readonly attemptId: string;
  /** Where it is to be delivered. */
  readonly destination: string;
}

/** The webhook by which the first on-ramp tells of an order, signed now. */
export function webhookBytes({ quote, transaction, attemptId, destination }: Sent, stage: ToldStage): Buffer {
  const at = Date.now();
  // More is delivered than was ordered, which is the person's too: what exactly was ordered is not told to screens.
  const { amount } = quote.pay.total;
  const order = {
    ...{ transactionId: transaction.id, attemptId, reference: `cos_${attemptId}`, destination },
    ...{ paid: amount, delivered: amount },
  };
  const body = firstOnRamp.tell(order, stage, { id: `evt_${stage}_${attemptId}`, at });
  const headers = firstOnRamp.sign(body, { secret: testSecret(firstOnRamp.secretSetting), at });
  return requestBytes('POST', `/v1/webhooks/${firstOnRamp.id}`, { headers, body });
}
