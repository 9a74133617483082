import type { QuoteView } from '@diboas/protocol';
import { Note } from '@diboas/ui';
import { useText } from '../../words/text.ts';

/** What happens with money for somebody who is not here yet, told before anything is confirmed. */
export function WhenClaimed({ quote }: { quote: QuoteView | null }) {
  const t = useText();
  if (quote?.operation !== 'SEND_MONEY' || quote.claimDays === null || quote.to.kind !== 'person')
    return null;
  return <Note tone="calm" text={t('send.notHere', { email: quote.to.email, days: quote.claimDays })} />;
}
