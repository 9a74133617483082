import type { LegView, TransactionView } from '@diboas/protocol';
import { Link } from '@tanstack/react-router';
import {
  ArrowRight,
  Ban,
  Circle,
  CircleCheck,
  CircleDashed,
  CircleMinus,
  CircleX,
  type LucideIcon,
  Undo2,
} from 'lucide-react';
import { ShownMoney } from '../../money/money.tsx';
import { ownId } from '../../transaction/own-id.ts';
import { placeText } from '../../transaction/place-text.ts';
import { useText } from '../../words/text.ts';
import { MoneyTimeline } from './money-timeline.tsx';
import { useTransaction } from './use-transaction.ts';

/** Each state has a shape of its own, so that no part is told by its colour alone. */
const LOOKS: Record<LegView['state'], { readonly Icon: LucideIcon; readonly colour: string }> = {
  waiting: { Icon: Circle, colour: 'text-muted' },
  under_way: { Icon: CircleDashed, colour: 'text-brand' },
  done: { Icon: CircleCheck, colour: 'text-gain' },
  failed: { Icon: CircleX, colour: 'text-loss' },
  skipped: { Icon: Ban, colour: 'text-muted' },
  going_back: { Icon: Undo2, colour: 'text-warn' },
  taken_back: { Icon: CircleMinus, colour: 'text-muted' },
};

/** What was confirmed once and is done in several transactions: each of them, how far it is, and the way to it. */
export function Legs({
  legs,
  now = null,
}: Pick<TransactionView, 'legs'> & {
  /** What time it is, where the steps of the part that is under way are told too. */
  now?: number | null;
}) {
  const t = useText();
  if (legs.length === 0) return null;
  return (
    <section aria-labelledby="legs-title" className="flex flex-col gap-1">
      <h2 id="legs-title" className="text-lg font-semibold">
        {t('legs.title', { count: legs.length })}
      </h2>
      <ol data-legs>
        {legs.map((leg, index) => (
          <li key={leg.key} className="border-b border-line" data-leg={leg.state}>
            {leg.transaction === null ? (
              <div className={LINE}>
                <OneLeg leg={leg} number={index + 1} />
              </div>
            ) : (
              <Link
                to="/transactions/$id"
                params={{ id: leg.transaction }}
                className={`${LINE} rounded-(--radius-control) transition-colors duration-120 hover:bg-sunken`}
              >
                <OneLeg leg={leg} number={index + 1} />
              </Link>
            )}
            {now !== null && leg.state === 'under_way' && leg.transaction ? (
              <StepsOfLeg id={leg.transaction} now={now} />
            ) : null}
          </li>
        ))}
      </ol>
    </section>
  );
}

const LINE = '-mx-[12px] grid min-h-16 grid-cols-[auto_minmax(0,1fr)] items-center gap-x-3 px-[12px] py-2.5';

/** How far the part is that is under way. */
function StepsOfLeg({ id, now }: { id: string; now: number }) {
  const { data } = useTransaction(id);
  if (!data) return null;
  return (
    <div className="pt-1 pb-4 pl-8">
      <MoneyTimeline transaction={data} now={now} />
    </div>
  );
}

function OneLeg({ leg, number }: { leg: LegView; number: number }) {
  const t = useText();
  const { Icon, colour } = LOOKS[leg.state];
  const places = { from: placeText(leg.from, t), to: placeText(leg.to, t), got: leg.amount.asset };
  return (
    <>
      <Icon className={`size-5 shrink-0 ${colour}`} aria-hidden="true" />
      <span className="flex min-w-0 flex-wrap items-center gap-x-3">
        <span className="min-w-0 flex-[1_1_9rem]">
          <span className="block">{`${number}. ${t(ownId(t, leg, 'leg.what'), places)}`}</span>
          <span className="block text-sm text-muted">{t(`leg.state.${leg.state}`)}</span>
        </span>
        <ShownMoney value={leg.amount} />
      </span>
    </>
  );
}

/** From a part to the whole that it was confirmed with. */
export function WholeOf({ parent }: Pick<TransactionView, 'parent'>) {
  const t = useText();
  if (parent === null) return null;
  return (
    <Link
      to="/transactions/$id"
      params={{ id: parent }}
      className="no-print -mx-[12px] flex min-h-16 items-center justify-between gap-4 rounded-(--radius-control) px-[12px] py-2.5 transition-colors duration-120 hover:bg-sunken"
      data-whole
    >
      <span>
        <span className="link block">{t('legs.whole')}</span>
        <span className="block text-sm text-muted">{t('legs.isPart')}</span>
      </span>
      <ArrowRight className="size-5 shrink-0 text-muted" aria-hidden="true" />
    </Link>
  );
}
