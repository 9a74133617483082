import type { QuoteView } from '@diboas/protocol';
import { ActionBar } from '@diboas/ui';
import type { ReactNode } from 'react';
import { WholeMoney } from '../money/money.tsx';
import { ownId } from '../transaction/own-id.ts';
import { useText } from '../words/text.ts';

/** What a price costs in all, beside the button that goes on with it. */
export function PayBar({ quote, children }: { quote: QuoteView; children: ReactNode }) {
  const t = useText();
  return (
    <ActionBar label={t(ownId(t, quote, 'price.total'))} figure={<WholeMoney value={quote.pay.total} />}>
      {children}
    </ActionBar>
  );
}
