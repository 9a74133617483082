import { personState } from '@diboas/protocol';
import { type Choice, ChoiceList, Exhibit, Shelf } from '@diboas/ui';
import { CreditCard, Landmark } from 'lucide-react';
import { useState } from 'react';
import { sampleQuote } from '../api/sample-quote.ts';
import { sampleTransaction } from '../api/sample-transaction.ts';
import { ShownMoney } from '../money/money.tsx';
import { useNow } from '../services/use-now.ts';
import { boundsOf } from '../steps/amount-bounds.ts';
import { checkAmount } from '../steps/amount-check.ts';
import { AmountField } from '../steps/amount-field.tsx';
import { UnderWay } from '../transaction/under-way.tsx';
import { useRegion } from '../words/region.ts';

const AMOUNTS = [
  { state: 'empty', typed: '', fault: null },
  { state: 'understood', typed: '99.50', fault: null },
  { state: 'with a fault', typed: 'a lot', fault: 'Enter the amount in figures, like 100 or 99.50.' },
  { state: 'read in two ways', typed: '1.000', fault: null },
] as const;

/** Nothing is known to bound it. */
const BOUNDLESS = boundsOf('USD', { operation: null, available: null });

const CHOICES: readonly Choice<string>[] = [
  {
    value: 'card',
    icon: CreditCard,
    words: 'Card',
    note: 'Credit or debit. Usually in about 5 minutes.',
    figure: (
      <>
        <span className="block font-semibold">
          <ShownMoney value={sampleQuote().pay.total} />
        </span>
        <span className="block text-sm text-muted">in all</span>
      </>
    ),
  },
  { value: 'bank', icon: Landmark, words: 'Bank account', note: 'A transfer from your bank.' },
  { value: 'plain', words: 'Without a sign, a note or a figure' },
];

const WORDS_ALONE: readonly Choice<string>[] = [
  { value: 'soon', words: 'As soon as it can be' },
  { value: 'day', words: 'On a day that I choose' },
];

/** What the questions of wizards are made of, and what becomes of their answers. */
export function StepsShelf() {
  const now = useNow(60_000);
  return (
    <Shelf name="Steps">
      {AMOUNTS.map(({ state, typed, fault }) => (
        <Exhibit key={state} name={`AmountField, ${state}`}>
          <Amount id={`gallery-${state.replaceAll(' ', '-')}`} typed={typed} fault={fault} />
        </Exhibit>
      ))}
      <Exhibit name="ChoiceList, nothing chosen">
        <Choices name="gallery-open" fault={null} />
      </Exhibit>
      <Exhibit name="ChoiceList, chosen">
        <Choices name="gallery-chosen" begin="card" fault={null} />
      </Exhibit>
      <Exhibit name="ChoiceList, in words alone">
        <ChoiceList
          name="gallery-words"
          legend="gallery-words"
          choices={WORDS_ALONE}
          chosen={null}
          fault={null}
          onChoose={() => undefined}
        />
      </Exhibit>
      <Exhibit name="ChoiceList, with a fault">
        <Choices name="gallery-fault" fault="Choose how you want to pay." />
      </Exhibit>
      <Exhibit name="UnderWay, in every state">
        <UnderWay
          transactions={personState.options.map((state) => sampleTransaction({ id: state, state }))}
          now={now}
        />
      </Exhibit>
    </Shelf>
  );
}

function Amount({ id, typed: begin, fault }: { id: string; typed: string; fault: string | null }) {
  const region = useRegion();
  const [typed, setTyped] = useState(begin);
  return (
    <AmountField
      id={id}
      label="Amount in US dollars"
      hint="Between $10.00 and $2,000.00."
      typed={typed}
      read={checkAmount(typed, { region, bounds: BOUNDLESS })}
      fault={fault}
      onType={setTyped}
    />
  );
}

function Choices({ name, begin, fault }: { name: string; begin?: string; fault: string | null }) {
  const [chosen, setChosen] = useState(begin ?? null);
  return (
    <ChoiceList
      name={name}
      legend={name}
      choices={CHOICES}
      chosen={chosen}
      fault={fault}
      onChoose={setChosen}
    />
  );
}
