import type { MoneyView } from '@diboas/protocol';
import { BusyButton, Exhibit, Shelf } from '@diboas/ui';
import { sampleQuote } from '../api/sample-quote.ts';
import { PayBar } from '../quote/pay-bar.tsx';
import { PriceChangeNote } from '../quote/price-change-note.tsx';
import { PriceEnd, PriceParts } from '../quote/price-parts.tsx';
import { PriceProblem } from '../quote/price-problem.tsx';
import { useNow } from '../services/use-now.ts';
import { ConflictNote } from '../wizard/conflict-note.tsx';
import { StepProblem } from '../wizard/step-problem.tsx';
import { EVERY_FEE } from './samples.ts';

const usd = (amount: string): MoneyView => ({ asset: 'USD', amount });
const FIVE_MINUTES_MS = 300_000;
const QUOTE = sampleQuote({ pay: EVERY_FEE });
const BEFORE = { total: usd('104.50'), receive: { asset: 'USDC', amount: '100.000000' } } as const;

/** What a wizard says of a price and of its steps. */
export function PriceShelf() {
  const now = useNow(60_000);
  return (
    <Shelf name="Wizard and price">
      <Exhibit name="PriceChangeNote, worse">
        <PriceChangeNote
          change={{ kind: 'worse', before: BEFORE, after: { ...BEFORE, total: usd('104.80') } }}
        />
      </Exhibit>
      <Exhibit name="PriceChangeNote, better">
        <PriceChangeNote
          change={{ kind: 'better', before: BEFORE, after: { ...BEFORE, total: usd('104.20') } }}
        />
      </Exhibit>
      <Exhibit name="PriceParts, with a fee of every tier">
        <PriceParts quote={QUOTE} />
      </Exhibit>
      <Exhibit name="PriceEnd, ahead and past">
        <p className="flex flex-col text-sm text-muted">
          <PriceEnd quote={sampleQuote({ expiresAt: new Date(now + FIVE_MINUTES_MS).toISOString() })} />
          <PriceEnd quote={sampleQuote({ expiresAt: new Date(now - FIVE_MINUTES_MS).toISOString() })} />
        </p>
      </Exhibit>
      {[false, true].map((busy) => (
        <Exhibit key={String(busy)} name={`PayBar, ${busy ? 'busy' : 'at rest'}`}>
          <PayBar quote={QUOTE}>
            <BusyButton type="button" className="w-full text-lg" busy={busy} busyText="Sending…">
              Add $100.00 for $106.00
            </BusyButton>
          </PayBar>
        </Exhibit>
      ))}
      <Exhibit name="PriceProblem, left alone">
        <PriceProblem refusal={{ kind: 'left_alone' }} onRetry={() => undefined}>
          <a className="link tap" href="#main">
            Change the amount
          </a>
        </PriceProblem>
      </Exhibit>
      <Exhibit name="ConflictNote, in general words">
        <ConflictNote text={null} />
      </Exhibit>
      <Exhibit name="StepProblem, without an answer">
        <StepProblem refusal={{ kind: 'no_answer', cause: null }} />
      </Exhibit>
    </Shelf>
  );
}
