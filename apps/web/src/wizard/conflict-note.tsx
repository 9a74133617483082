import type { AddFundsEvent, AddFundsState } from '@diboas/wizards';
import { formatMoney } from '../money/format-money.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { useRegion } from '../words/region.ts';
import { type Text, useText } from '../words/text.ts';

/** Another tab or device was faster: what it chose and what was entered here, so that nobody has to guess which counts. */
export function ConflictNote({ mine, state }: { mine: AddFundsEvent; state: AddFundsState }) {
  return <ProblemNote tone="act" text={conflictText(mine, { state, t: useText(), region: useRegion() })} />;
}

function conflictText(
  mine: AddFundsEvent,
  { state, t, region }: { state: AddFundsState; t: Text; region: string },
): string {
  const dollars = (amount: string): string => formatMoney({ asset: 'USD', amount }, region);
  if (mine.type === 'amount_chosen' && state.amount !== null && mine.amount !== state.amount) {
    return t('add.changed.amount', { mine: dollars(mine.amount), newest: dollars(state.amount) });
  }
  if (mine.type === 'method_chosen' && state.method !== null && mine.method !== state.method) {
    return t('add.changed.method', { mine: t(`method.${mine.method}`), newest: t(`method.${state.method}`) });
  }
  if (state.amount === null) return t('add.changed.nothing');
  return t('add.changed.other', { amount: dollars(state.amount) });
}
