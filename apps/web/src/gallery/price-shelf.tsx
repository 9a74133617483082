import type { MoneyView } from '@diboas/protocol';
import { PriceChangeNote } from '../quote/price-change-note.tsx';
import { PriceProblem } from '../quote/price-problem.tsx';
import { ConflictNote } from '../wizard/conflict-note.tsx';
import { StepProblem } from '../wizard/step-problem.tsx';
import { Exhibit, Shelf } from './shelf.tsx';

const usd = (amount: string): MoneyView => ({ asset: 'USD', amount });
const BEFORE = { total: usd('104.50'), receive: { asset: 'USDC', amount: '100.000000' } } as const;

/** What a wizard says of a price and of its steps. */
export function PriceShelf() {
  return (
    <Shelf name="Wizard and price">
      <Exhibit name="PriceChangeNote, worse">
        <PriceChangeNote
          change={{ kind: 'worse', before: BEFORE, after: { ...BEFORE, total: usd('104.80') } }}
        />
      </Exhibit>
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
