import { accept } from '@diboas/kernel';
import type { QuoteView } from '@diboas/protocol';
import { Exhibit, Shelf } from '@diboas/ui';
import { addFunds } from '@diboas/wizards';
import type { ComponentProps } from 'react';
import { sampleQuote } from '../api/sample-quote.ts';
import { ShownMoney } from '../money/money.tsx';
import { useNow } from '../services/use-now.ts';
import { PriceSheet } from '../steps/price-sheet.tsx';
import { ReviewSheet } from '../steps/review/review-sheet.tsx';

type Reviewed = ComponentProps<typeof ReviewSheet>;

const nothing = async (): Promise<void> => undefined;
const AT_REST: Reviewed['submit'] = { phase: 'resting', result: null, send: nothing, check: nothing };
const HOLDS_MS = 300_000;

/** The price and the review, in every state that a wizard can meet them in. */
export function ReviewShelf() {
  const now = useNow(60_000);
  const quote = sampleQuote({ expiresAt: new Date(now + HOLDS_MS).toISOString() });
  const priced: Reviewed['price'] = { quote, refusal: null, change: null, retry: nothing };
  const states: readonly { state: string; given?: Partial<Reviewed> }[] = [
    { state: 'to be confirmed' },
    { state: 'on its way', given: { submit: { ...AT_REST, phase: 'sending' }, state: OUT } },
    {
      state: 'nobody knows whether it arrived',
      given: { submit: { ...AT_REST, result: { kind: 'unknown' } }, state: OUT },
    },
    { state: 'not arrived', given: { submit: { ...AT_REST, result: { kind: 'not_arrived' } } } },
    { state: 'renewed under the press', given: { submit: { ...AT_REST, result: { kind: 'renewed' } } } },
    { state: 'not saved', given: { unsaved: true } },
    { state: 'without a price', given: { price: { ...priced, quote: null, refusal: NO_ANSWER } } },
  ];
  return (
    <Shelf name="Price and review">
      <Exhibit name="PriceSheet, priced">
        <Price price={priced} />
      </Exhibit>
      <Exhibit name="PriceSheet, being asked for">
        <Price price={{ ...priced, quote: null }} />
      </Exhibit>
      <Exhibit name="PriceSheet, at its end">
        <Price price={{ ...priced, refusal: { kind: 'left_alone' } }} />
      </Exhibit>
      {states.map(({ state, given }) => (
        <Exhibit key={state} name={`ReviewSheet, ${state}`}>
          <ReviewSheet
            wizard="add_funds"
            draftId={quote.id}
            state={{ sent: false, idempotencyKey: null }}
            unsaved={false}
            price={priced}
            submit={AT_REST}
            answersOf={answersOf}
            {...given}
          />
        </Exhibit>
      ))}
    </Shelf>
  );
}

/** Its confirmation is out. */
const OUT: Reviewed['state'] = { sent: true, idempotencyKey: null };
const NO_ANSWER = { kind: 'no_answer', cause: null } as const;

function answersOf({ pay }: QuoteView): ReturnType<Reviewed['answersOf']> {
  return [
    { answer: 'amount', label: 'Amount', value: <ShownMoney value={pay.amount} /> },
    { answer: 'method', label: 'Paid by', value: 'Card' },
  ];
}

function Price({ price }: { price: Reviewed['price'] }) {
  return (
    <PriceSheet price={price} goOn={async () => accept(addFunds.initial)}>
      <a className="link tap" href="#main">
        Change the amount
      </a>
    </PriceSheet>
  );
}
