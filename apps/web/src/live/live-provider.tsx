import { liveUrl } from '@diboas/client';
import { isAsset } from '@diboas/kernel';
import type { PersonState, PricesView, TransactionSummary, TransactionView } from '@diboas/protocol';
import { useAnnouncer } from '@diboas/ui';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { pricesKey } from '../api/prices-query.ts';
import { keys } from '../api/queries.ts';
import { readAgain, readFirstOnesAgain } from '../api/read-again.ts';
import { openWebSocket } from '../first/capabilities.ts';
import { type MoneyText, useMoneyText } from '../money/use-money-text.ts';
import { useServices } from '../services/services.ts';
import type { ServerClock } from '../time/clock.ts';
import { ownId } from '../transaction/own-id.ts';
import { stateText } from '../transaction/state-texts.ts';
import { useRegion } from '../words/region.ts';
import { type Text, useText } from '../words/text.ts';
import { createBatch } from './batch.ts';
import { cacheTransactions } from './cache-changes.ts';
import { createLiveConnection } from './connection.ts';
import type { LinkFacts } from './link-state.ts';
import { AwayContext, LinkContext } from './live-context.ts';
import type { LiveHost } from './reconnecting-socket.ts';
import { createShownPrices, ShownPricesContext } from './shown-prices.ts';
import { watchStates } from './state-watch.ts';

const URGENT: readonly PersonState[] = ['awaiting_you', 'returning', 'return_failed', 'reversed'];
/** What a browser itself reports of a socket that did not open (RFC 6455 section 7.4.1). */
const NEVER_OPENED = 1006;
/** At most four renders a second, however fast changes come. */
const RENDER_EVERY_MS = 250;
/** What a page shows is told once all of it is there. */
const SHOWN_AFTER_MS = 50;

/** Holds the live link while somebody is signed in, patches the cache with what comes, and says each change once. */
export function LiveProvider({ children, onSignedOut }: { children: ReactNode; onSignedOut: () => void }) {
  const { queryClient, clock } = useServices();
  const announcer = useAnnouncer();
  const t = useText();
  const region = useRegion();
  const money = useMoneyText();
  const [facts, setFacts] = useState<LinkFacts>(() => ({
    open: false,
    caughtUp: false,
    heardAt: null,
    startedAt: clock.ticks(),
  }));
  const [awaySince, setAwaySince] = useState<number | null>(clock.ticks);

  const say = useRef<(transaction: TransactionSummary) => void>(() => {});
  say.current = (transaction) => {
    const { title } = stateText(transaction, t, { region, money, now: clock.now() });
    const urgency = URGENT.includes(transaction.state) ? 'urgent' : 'polite';
    announcer.sayUnlessRead(speechOf(transaction, title, { t, money }), title, urgency);
  };
  useEffect(
    () => watchStates(queryClient, (transaction) => say.current(transaction), clock.now()),
    [queryClient, clock],
  );

  const tellShown = useRef(() => {});
  const [shownPrices] = useState(() =>
    createShownPrices(
      () => tellShown.current(),
      (run) => void later(SHOWN_AFTER_MS, run),
    ),
  );

  const signedOut = useRef(onSignedOut);
  signedOut.current = onSignedOut;

  useEffect(() => {
    const batch = createBatch<TransactionView>(RENDER_EVERY_MS, (changed) => {
      cacheTransactions(queryClient, changed);
      void readFirstOnesAgain(queryClient, keys.transactions);
      for (const queryKey of [keys.balances, keys.portfolio, keys.positions, keys.operations])
        void readAgain(queryClient, queryKey);
    });
    let wasLive = false;
    const connection = createLiveConnection(browserHost(clock), {
      onView(view, changed) {
        for (const id of changed) {
          const transaction = view.transactions.get(id);
          if (transaction) batch.add(id, transaction);
        }
      },
      onLink(next) {
        const isLive = next.open && next.caughtUp;
        // Nothing may be called live while what was missed still waits to be shown.
        if (isLive && !wasLive) batch.flush();
        wasLive = isLive;
        setFacts(next);
        setAwaySince((since) => (isLive ? null : (since ?? clock.ticks())));
      },
      onFullFetch() {
        for (const queryKey of [
          keys.balances,
          keys.portfolio,
          keys.positions,
          keys.operations,
          keys.notices,
          keys.transactions,
          ['transaction'],
        ]) {
          void readAgain(queryClient, queryKey);
        }
      },
      onNews: () => void readAgain(queryClient, keys.notices),
      onSignedOut: () => signedOut.current(),
      onPrices({ at, currency, items }) {
        // A newer server may tell of assets that this page does not know.
        const known = items.flatMap(({ asset, ...item }) => (isAsset(asset) ? [{ ...item, asset }] : []));
        // Merged with what is known by the query itself.
        queryClient.setQueryData<PricesView>(pricesKey(currency), { asOf: at, currency, items: known });
      },
    });
    tellShown.current = () => {
      const ask = shownPrices.ask();
      if (ask) connection.show(ask);
    };
    tellShown.current();
    const wake = (): void => {
      if (document.visibilityState === 'visible') connection.tryNow();
    };
    window.addEventListener('online', wake);
    document.addEventListener('visibilitychange', wake);
    return () => {
      window.removeEventListener('online', wake);
      document.removeEventListener('visibilitychange', wake);
      batch.stop();
      connection.stop();
    };
  }, [queryClient, clock, shownPrices]);

  return (
    <LinkContext value={facts}>
      <AwayContext value={awaySince}>
        <ShownPricesContext value={shownPrices}>{children}</ShownPricesContext>
      </AwayContext>
    </LinkContext>
  );
}

function later(delayMs: number, run: () => void): () => void {
  const timer = setTimeout(run, delayMs);
  return () => clearTimeout(timer);
}

/** A title that names a sum tells by it which transaction it is about; two different sums would only confuse. */
function speechOf(
  transaction: TransactionSummary,
  title: string,
  { t, money }: { t: Text; money: MoneyText },
): string {
  const { pay, receive } = transaction;
  const amount = money(pay.amount);
  const named = [pay.amount, pay.total, { asset: receive.asset, amount: receive.amount }];
  const tellsSum = named.some((value) => title.includes(money(value)));
  return tellsSum ? title : t(ownId(t, transaction, 'speech.change'), { amount, title });
}

function browserHost(clock: ServerClock): LiveHost {
  return {
    open(after, on) {
      const socket = openWebSocket(liveUrl(window.location.href, after));
      if (!socket) {
        // A socket that may not even be tried is one that was lost at once: the page polls, and tries again later.
        const cancel = later(0, () => on.close(NEVER_OPENED));
        return { send() {}, close: cancel };
      }
      socket.onmessage = ({ data }) => on.message(data);
      socket.onclose = ({ code }) => on.close(code);
      return socket;
    },
    ticks: clock.ticks,
    hear: clock.hear,
    random: () => Math.random(),
    after: later,
  };
}
