import type { LimitLeft, OperationBar, OperationView } from '@diboas/protocol';
import { Note, PageTitle } from '@diboas/ui';
import { Link } from '@tanstack/react-router';
import { useMoneyText } from '../money/use-money-text.ts';
import { useNow } from '../services/use-now.ts';
import { momentPhrase } from '../time/moment-phrase.ts';
import { useRegion } from '../words/region.ts';
import { useText } from '../words/text.ts';
import type { FlowName } from './flow.ts';
import { tightestOf } from './limit-left.ts';
import { StartButton } from './start-button.tsx';
import { useOperation } from './use-operation.ts';

/** In place of a question whose answer would be refused, whatever it was: why, until when, and what can be done. */
export function Barred({
  wizard,
  bar,
  limits,
}: Pick<OperationView, 'limits'> & { wizard: FlowName; bar: OperationBar }) {
  const t = useText();
  const limit = tightestOf(limits);
  // Digital dollars in other balances can be moved to where they are wanted.
  const wanted = wizard === 'buy' ? 'INVESTING' : wizard === 'start' ? 'DEFI' : 'BANKING';
  const elsewhere = useOperation('move')?.balances.some(
    ({ type, asset }) => type !== wanted && asset === 'USDC',
  );
  const canMove = wizard !== 'sell' && (elsewhere ?? false);
  const own = canMove ? `bar.${bar}.${wizard}.move` : `bar.${bar}.${wizard}`;
  return (
    <div className="flex flex-col gap-6" data-bar={bar}>
      <PageTitle className="text-3xl font-semibold tracking-tight">{t(`bar.title.${wizard}`)}</PageTitle>
      {bar === 'limit_reached' && limit ? (
        <LimitReached limit={limit} />
      ) : (
        <Note tone="act" text={t(t.has(own) ? own : `bar.${bar}`)} />
      )}
      {bar === 'nothing_available' ? (
        <StartButton wizard={wizard === 'sell' ? 'buy' : canMove ? 'move' : 'add_funds'} />
      ) : null}
      {bar === 'account_frozen' ? (
        <Link to="/help" className="button button-brand">
          {t('nav.getHelp')}
        </Link>
      ) : null}
      {bar === 'too_much_open' ? (
        <Link to="/transactions" className="button button-brand">
          {t('home.seeAll')}
        </Link>
      ) : null}
    </div>
  );
}

function LimitReached({ limit: { most, days, moreAt } }: { limit: LimitLeft }) {
  const t = useText();
  const region = useRegion();
  const money = useMoneyText();
  const now = useNow(60_000);
  const reached = t('bar.limit_reached', { most: money(most), days });
  const more = moreAt === null ? '' : t('amount.more', { at: momentPhrase(moreAt, t, { region, now }) });
  return <Note tone="act" text={`${reached} ${more}`.trim()} />;
}
