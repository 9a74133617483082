import type { PersonRecipient } from '@diboas/protocol';
import { PageTitle, Waiting } from '@diboas/ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { FailedPart } from '../../parts/failed-part.tsx';
import { useServices } from '../../services/services.ts';
import { useText } from '../../words/text.ts';
import { AddRecipient } from './add-recipient.tsx';
import { RecipientLine } from './recipient-line.tsx';
import { TakenOff } from './taken-off.tsx';

/** Everybody whom the person sends money to, as they wrote them down. */
export function RecipientsPage() {
  const { queries } = useServices();
  const t = useText();
  const query = useQuery(queries.recipients());
  const [gone, setGone] = useState<PersonRecipient | null>(null);
  const items = query.data?.items ?? [];
  return (
    <div className="mx-auto flex max-w-160 flex-col gap-8">
      <PageTitle>{t('recipients.title')}</PageTitle>
      {gone ? <TakenOff recipient={gone} onDone={() => setGone(null)} /> : null}
      {query.data ? (
        items.length > 0 ? (
          <ul className="statement-edge pt-1" aria-label={t('recipients.title')}>
            {items.map((recipient) => (
              <RecipientLine key={recipient.id} recipient={recipient} onGone={() => setGone(recipient)} />
            ))}
          </ul>
        ) : (
          <p className="statement-edge max-w-96 pt-6 text-lg">{t('recipients.none')}</p>
        )
      ) : query.error ? (
        <FailedPart what="recipients" error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Waiting rows={3} onRetry={() => void query.refetch()} />
      )}
      {query.data ? <AddRecipient /> : null}
    </div>
  );
}
