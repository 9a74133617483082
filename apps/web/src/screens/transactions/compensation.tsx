import type { MoneyView, TransactionView } from '@diboas/protocol';
import { Figure, Figures } from '@diboas/ui';
import { ShownMoney } from '../../money/money.tsx';
import { momentPhrase } from '../../time/moment-phrase.ts';
import { ownId } from '../../transaction/own-id.ts';
import { movedNothing } from '../../transaction/settled.ts';
import { useText } from '../../words/text.ts';

/** The report of what was given back when it ended without success: cause, amounts, and what can be done now. */
export function CompensationReport({
  transaction,
  happened,
  region,
  now,
}: {
  transaction: TransactionView;
  /** What the page says above, for an end of which no cause is known. */
  happened: string;
  region: string;
  now: number;
}) {
  const t = useText();
  const { compensation, ended, failure, reference, provider } = transaction;
  if (!compensation || !ended || movedNothing(transaction)) return null;
  const { released, refunded, at, next } = compensation;
  const say = (id: string): string => t(ownId(t, transaction, id));
  const cause = failure ? t(`failure.${failure.code}`, { provider: provider.name }) : happened;
  return (
    <section aria-labelledby="compensation-title" className="flex flex-col gap-3" data-compensation>
      <h2 id="compensation-title" className="text-lg font-semibold">
        {t('compensation.title')}
      </h2>
      <p>{`${cause} ${t('compensation.ended', { at: momentPhrase(at, t, { region, now }) })}`}</p>
      <Figures>
        <Figure label={t('compensation.transaction')}>{reference}</Figure>
        {refunded.length > 0 ? (
          <Figure label={t('compensation.refunded')} note={t('compensation.refundedNote')}>
            <Amounts values={refunded} />
          </Figure>
        ) : null}
        {released.length > 0 ? (
          <Figure label={say('compensation.released')} note={say('compensation.releasedNote')}>
            <Amounts values={released} />
          </Figure>
        ) : null}
        <Figure label={t('compensation.next')}>{t(`compensation.next.${next}`)}</Figure>
      </Figures>
    </section>
  );
}

function Amounts({ values }: { values: readonly MoneyView[] }) {
  return values.map((value) => (
    <span key={`${value.asset}-${value.amount}`} className="block">
      <ShownMoney value={value} />
    </span>
  ));
}
