import type { RecipientView } from '@diboas/protocol';
import { PageTitle, Waiting } from '@diboas/ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { recipientsQuery } from '../../address/recipients-query.ts';
import { FailedPart } from '../../parts/failed-part.tsx';
import { useServices } from '../../services/services.ts';
import { useText } from '../../words/text.ts';
import { AddRecipient } from './add-recipient.tsx';
import { RecipientLine } from './recipient-line.tsx';
import { TakenOff } from './taken-off.tsx';

const KINDS = ['person', 'address'] as const satisfies readonly RecipientView['kind'][];

/** Everybody whom the person sends money to, and every address on a network, as they wrote them down. */
export function RecipientsPage() {
  const { call } = useServices();
  const t = useText();
  const query = useQuery(recipientsQuery(call));
  const [gone, setGone] = useState<RecipientView | null>(null);
  const items = query.data?.items ?? [];
  return (
    <div className="mx-auto flex max-w-160 flex-col gap-10">
      <PageTitle className="text-3xl font-semibold tracking-tight">{t('recipients.title')}</PageTitle>
      {gone ? <TakenOff recipient={gone} onDone={() => setGone(null)} /> : null}
      {query.data ? (
        items.length > 0 ? (
          KINDS.map((kind) => (
            <RecipientsOfKind
              key={kind}
              kind={kind}
              recipients={items.filter((one) => one.kind === kind)}
              onGone={setGone}
            />
          ))
        ) : (
          <p className="statement-edge max-w-120 pt-6 text-lg">{t('recipients.none')}</p>
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

/** Those of one kind; nothing where there are none. */
export function RecipientsOfKind({
  kind,
  recipients,
  onGone,
}: {
  kind: RecipientView['kind'];
  recipients: readonly RecipientView[];
  onGone: (recipient: RecipientView) => void;
}) {
  const t = useText();
  if (recipients.length === 0) return null;
  const title = `recipients-${kind}`;
  return (
    <section aria-labelledby={title}>
      <h2 id={title} className="pb-3 text-lg font-semibold">
        {t(`recipients.of.${kind}`)}
      </h2>
      <ul className="statement-edge" aria-labelledby={title}>
        {recipients.map((recipient) => (
          <RecipientLine key={recipient.id} recipient={recipient} onGone={() => onGone(recipient)} />
        ))}
      </ul>
    </section>
  );
}
