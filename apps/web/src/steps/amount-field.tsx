import { ASSETS, type Outcome } from '@diboas/kernel';
import type { MoneyView } from '@diboas/protocol';
import clsx from 'clsx';
import { amountInWords } from '../money/amount-in-words.ts';
import { dollarSign, moneyText, separators, showsAll } from '../money/money-text.ts';
import { readings, type TypedAmount } from '../money/parse-amount.ts';
import { useRegion } from '../words/region.ts';
import { useText } from '../words/text.ts';
import type { AmountFault } from './amount-check.ts';

/** An amount, of US dollars unless said: one field, its limits above it, and what was understood below it in words. */
export function AmountField({
  id,
  asset = 'USD',
  label,
  hint,
  typed,
  read,
  fault,
  onType,
}: {
  id: string;
  asset?: MoneyView['asset'];
  label: string;
  /** What it may be; empty while that is not known. */
  hint: string;
  typed: string;
  /** What it was understood as. */
  read: Outcome<TypedAmount, AmountFault>;
  /** What has to be put right, once that is to be shown. */
  fault: string | null;
  onType: (typed: string) => void;
}) {
  const region = useRegion();
  const sign = asset === 'USD' ? dollarSign(region) : { text: asset, isAfter: true };
  return (
    <div className="flex flex-col gap-2">
      <label htmlFor={id} className="font-semibold">
        {label}
      </label>
      <p id={`${id}-hint`} className="min-h-6 pb-2 text-sm text-muted">
        {hint}
      </p>
      <div
        className={clsx(
          'flex items-baseline gap-2 border-b-2 pb-1 outline-offset-4 outline-focus has-focus-visible:rounded-xs has-focus-visible:outline-2',
          fault ? 'border-loss' : 'border-control focus-within:border-brand',
        )}
      >
        <span
          aria-hidden="true"
          className={clsx(
            'font-semibold text-muted',
            asset === 'USD' ? 'text-4xl' : 'text-xl',
            sign.isAfter && 'order-last',
          )}
        >
          {sign.text}
        </span>
        <input
          id={id}
          name={id}
          type="text"
          inputMode="decimal"
          autoComplete="off"
          className="w-full min-w-0 bg-transparent text-4xl font-semibold tracking-tight shadow-none! outline-none!"
          value={typed}
          onChange={(event) => onType(event.target.value)}
          aria-invalid={fault ? true : undefined}
          aria-describedby={fault ? `${id}-fault ${id}-hint` : `${id}-hint ${id}-words`}
        />
      </div>
      <p id={`${id}-fault`} className="text-sm font-semibold text-loss" hidden={!fault}>
        {fault}
      </p>
      <p id={`${id}-words`} className="min-h-6 text-sm text-muted" data-words>
        {read.ok ? understood({ asset, amount: read.value.amount }, region) : ''}
      </p>
      {!read.ok && read.refusal === 'ambiguous' ? (
        <Readings asset={asset} typed={typed} onChoose={(amount) => onType(asTyped(amount, region))} />
      ) : null}
    </div>
  );
}

/** What may have been meant, to be chosen and not guessed. */
function Readings({
  asset,
  typed,
  onChoose,
}: {
  asset: MoneyView['asset'];
  typed: string;
  onChoose: (amount: string) => void;
}) {
  const t = useText();
  const region = useRegion();
  const both = readings(typed, ASSETS[asset].decimals);
  if (!both) return null;
  return (
    <fieldset className="flex flex-wrap items-center gap-2" data-readings>
      <legend className="pb-2 text-sm">{t('amount.which')}</legend>
      {[both.more, both.less].map((amount) =>
        amount === null ? null : (
          <button
            key={amount}
            type="button"
            className="button button-quiet min-h-11"
            onClick={() => onChoose(amount)}
          >
            {exactText({ asset, amount }, region)}
          </button>
        ),
      )}
    </fieldset>
  );
}

/** Dollars in words; a token as it is counted, for words would name another thing than it is. */
function understood(value: MoneyView, region: string): string {
  return value.asset === 'USD' ? amountInWords(value.amount, region) : exactText(value, region);
}

/** With every digit that is not zero. */
function exactText(value: MoneyView, region: string): string {
  return moneyText(value, region, { exact: !showsAll(value) });
}

/** A saved amount as this region's people would have typed it, without zeros that say nothing. */
export function asTyped(amount: string | null, region: string): string {
  if (amount === null) return '';
  const short = amount.replace(/\.0+$/, '').replace(/(\.\d{2}\d*?)0+$/, '$1');
  return short.replace('.', separators(region).decimal);
}
