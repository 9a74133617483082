import type { QuoteView } from '@diboas/protocol';
import type { ReactNode } from 'react';
import { ShownMoney } from '../money/money.tsx';
import { useText } from '../words/text.ts';

/**
 * What it costs in all and the button that goes on, at the bottom of the page or of the screen, whichever comes first:
 * nobody has to look for either below the fees.
 */
export function ActionBar({ quote, children }: { quote: QuoteView; children: ReactNode }) {
  const t = useText();
  return (
    <div className="action-bar" data-action-bar>
      <p className="flex items-baseline justify-between gap-4 pb-2 text-sm">
        <span className="text-muted">{t('price.total')}</span>
        <span className="font-semibold">
          <ShownMoney value={quote.pay.total} />
        </span>
      </p>
      <div>{children}</div>
    </div>
  );
}
