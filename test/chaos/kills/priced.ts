import type { Money } from '@diboas/kernel';
import type { ChainNetwork } from '@diboas/networks';
import { type QuoteRequest, type QuoteView, quoteView } from '@diboas/protocol';
import { type Answer, type Person, untilTrue } from '@diboas/testkit/person';
import type { KillKind } from './kind.ts';

/** A send that was confirmed. */
export interface Send {
  readonly id: string;
  readonly kind: KillKind;
  readonly network: ChainNetwork;
  /** Nothing where what counts it is not what lies at an address. */
  readonly address: string;
  readonly money: Money;
}

export interface PricedSend {
  readonly quote: QuoteView;
  readonly send: Send;
}

/** Its node has only just begun, and may not have been told all yet: whoever is told to come again does. */
export async function priceOnceThere(person: Person, body: QuoteRequest): Promise<QuoteView> {
  let answer: Answer | undefined;
  await untilTrue(
    async () => {
      answer = await person.call('POST', '/v1/quotes', { body });
      return answer.status !== 503;
    },
    () => `no price: ${JSON.stringify(answer?.body)}`,
    { pauseMs: 250 },
  );
  if (answer?.status !== 201) throw new Error(`no price: ${JSON.stringify(answer)}`);
  return quoteView.parse(answer.body);
}
