import type { QuoteView } from '@diboas/protocol';
import { ActionBar } from '@diboas/ui';
import type { ReactNode } from 'react';
import { ShownMoney } from '../money/money.tsx';
import { useText } from '../words/text.ts';

/** What a price costs in all, beside the button that goes on with it. */
export function PayBar({ quote, children }: { quote: QuoteView; children: ReactNode }) {
  const t = useText();
  return (
    <ActionBar label={t('price.total')} figure={<ShownMoney value={quote.pay.total} />}>
      {children}
    </ActionBar>
  );
}
