import type { CallRefusal } from '@diboas/client';
import type { NoticeView } from '@diboas/protocol';
import { Note, useAnnouncer, useBusy } from '@diboas/ui';
import { Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { keys } from '../../api/queries.ts';
import { type MoneyText, useMoneyText } from '../../money/use-money-text.ts';
import { refusalText } from '../../parts/refusal-text.ts';
import { useServices } from '../../services/services.ts';
import { formatMoment, formatNamedDay } from '../../time/format-time.ts';
import { agePhrase, momentPhrase } from '../../time/moment-phrase.ts';
import { useRegion } from '../../words/region.ts';
import { type Text, useText } from '../../words/text.ts';

/** How many are shown at a time; the next ones come as these are put away. */
const SHOWN = 3;

/** What somebody is told beside what becomes of their transactions, until they put it away. */
export function News({ notices, now }: { notices: readonly NoticeView[]; now: number }) {
  const t = useText();
  const title = useRef<HTMLHeadingElement>(null);
  if (notices.length === 0) return null;
  return (
    <section aria-labelledby="news-title" className="border-b border-line pt-3" data-news>
      <h2 id="news-title" ref={title} tabIndex={-1} className="text-sm text-muted">
        {t('news.title', { count: notices.length })}
      </h2>
      <ul>
        {notices.slice(0, SHOWN).map((notice) => (
          <OneNotice key={notice.id} notice={notice} now={now} onGone={() => title.current?.focus()} />
        ))}
      </ul>
    </section>
  );
}

function OneNotice({ notice, now, onGone }: { notice: NoticeView; now: number; onGone: () => void }) {
  const { call, queryClient } = useServices();
  const announcer = useAnnouncer();
  const t = useText();
  const region = useRegion();
  const money = useMoneyText();
  const [, run] = useBusy();
  const [refusal, setRefusal] = useState<CallRefusal | null>(null);
  const putAway = async (): Promise<void> => {
    const outcome = await call('putNoticeAway', { params: { id: notice.id } });
    if (!outcome.ok && !isGone(outcome.refusal)) return setRefusal(outcome.refusal);
    announcer.say(t('news.gone'));
    onGone();
    await queryClient.invalidateQueries({ queryKey: keys.notices });
  };
  return (
    <li className="border-b border-line py-3 last:border-0" data-notice={notice.kind}>
      <p>{wordsOf(notice, { t, region, money, now })}</p>
      <p className="text-sm text-muted">{agePhrase(notice.at, t, { region, now })}</p>
      <div className="flex flex-wrap gap-x-5 text-sm">
        {notice.kind === 'price_reached' ? (
          <Link to="/invest/$asset" params={{ asset: notice.coin }} className="link tap">
            {t(`asset.${notice.coin}`)}
          </Link>
        ) : (
          <Link to="/recurring" className="link tap">
            {t('recurring.title')}
          </Link>
        )}
        <button type="button" className="link tap" onClick={() => run(putAway)}>
          {t('news.putAway')}
        </button>
      </div>
      {refusal ? <Note text={refusalText(refusal, t)} /> : null}
    </li>
  );
}

interface Told {
  readonly t: Text;
  readonly region: string;
  readonly money: MoneyText;
  readonly now: number;
}

function wordsOf(notice: NoticeView, { t, region, money, now }: Told): string {
  const coin = t(`asset.${notice.coin}`);
  switch (notice.kind) {
    case 'buy_announced': {
      const when = formatMoment(notice.buyAt, region, now);
      return t('news.buyAnnounced', {
        coin,
        amount: money(notice.amount),
        total: money(notice.totalMax),
        when,
      });
    }
    case 'not_bought': {
      const { why, count } = notice;
      const day = formatNamedDay(notice.on, region);
      const text = t(`news.notBought.${why}`, { coin, amount: money(notice.amount), day, count });
      return notice.stops ? `${text} ${t('news.stops')}` : text;
    }
    case 'price_reached': {
      const inCurrency = (amount: string) => money({ asset: notice.currency, amount });
      const prices = { price: inCurrency(notice.price), bound: inCurrency(notice.bound) };
      const time = momentPhrase(notice.pricedAt, t, { region, now });
      return t(`news.price.${notice.direction}`, { coin, ...prices, time });
    }
  }
}

/** Put away elsewhere already, which is as good. */
function isGone(refusal: CallRefusal): boolean {
  return refusal.kind === 'refused' && refusal.problem.code === 'not_found';
}
