import type { PersonState, TransactionView } from '@diboas/protocol';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { keys } from '../api/queries.ts';
import { useRegion } from '../app/region.ts';
import { useServices } from '../app/services.ts';
import { useText } from '../app/text.ts';
import { formatMoney } from '../money/format-money.ts';
import { stateText } from '../status/state-texts.ts';
import { cacheTransactions } from './cache-changes.ts';
import { createLiveConnection } from './connection.ts';
import type { LinkFacts } from './link-state.ts';
import { LiveContext } from './live-context.ts';
import type { LiveHost } from './reconnecting-socket.ts';

const URGENT: readonly PersonState[] = ['awaiting_you', 'returning', 'return_failed', 'reversed'];
/** At most four renders a second, however fast changes come. */
const RENDER_EVERY_MS = 250;

/** Holds the live link while somebody is signed in, patches the cache with what comes, and says each change once. */
export function LiveProvider({ children, onSignedOut }: { children: ReactNode; onSignedOut: () => void }) {
  const { queryClient, announcer } = useServices();
  const t = useText();
  const region = useRegion();
  const [facts, setFacts] = useState<LinkFacts>(() => ({
    open: false,
    caughtUp: false,
    heardAt: null,
    startedAt: Date.now(),
  }));
  const [awaySince, setAwaySince] = useState<number | null>(() => Date.now());

  const apply = useRef<(changed: readonly TransactionView[]) => void>(() => {});
  apply.current = (changed) => {
    for (const transaction of changed) {
      const before = queryClient.getQueryData<TransactionView>(keys.transaction(transaction.id));
      if (before && before.version < transaction.version && before.state !== transaction.state) {
        const { title } = stateText(transaction, t, { region, now: Date.now() });
        const amount = formatMoney(transaction.pay.amount, region);
        announcer.say(
          t('speech.change', { amount, title }),
          URGENT.includes(transaction.state) ? 'urgent' : 'polite',
        );
      }
    }
    cacheTransactions(queryClient, changed);
    void queryClient.invalidateQueries({ queryKey: keys.balances });
  };
  const signedOut = useRef(onSignedOut);
  signedOut.current = onSignedOut;

  useEffect(() => {
    const batch = createBatch<TransactionView>(RENDER_EVERY_MS, (changed) => apply.current(changed));
    const connection = createLiveConnection(browserHost(), {
      onView(view, changed) {
        for (const id of changed) {
          const transaction = view.transactions.get(id);
          if (transaction) batch.add(id, transaction);
        }
      },
      onLink(next) {
        setFacts(next);
        setAwaySince((since) => (next.open && next.caughtUp ? null : (since ?? Date.now())));
      },
      onFullFetch() {
        for (const queryKey of [keys.balances, keys.transactions, ['transaction']]) {
          void queryClient.invalidateQueries({ queryKey });
        }
      },
      onSignedOut: () => signedOut.current(),
    });
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
  }, [queryClient]);

  const live = useMemo(() => ({ facts, awaySince }), [facts, awaySince]);
  return <LiveContext value={live}>{children}</LiveContext>;
}

/** Hands on the first item at once and then the latest of each id, at most once every `everyMs`. */
function createBatch<Item>(everyMs: number, run: (items: readonly Item[]) => void) {
  const items = new Map<string, Item>();
  let timer: ReturnType<typeof setTimeout> | null = null;
  const flush = (): void => {
    timer = null;
    if (items.size === 0) return;
    const ready = [...items.values()];
    items.clear();
    timer = setTimeout(flush, everyMs);
    run(ready);
  };
  return {
    add(id: string, item: Item): void {
      items.set(id, item);
      if (timer === null) flush();
    },
    stop(): void {
      if (timer !== null) clearTimeout(timer);
    },
  };
}

function browserHost(): LiveHost {
  return {
    open(after, on) {
      const url = new URL('/v1/live', window.location.href);
      url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
      if (after !== null) url.searchParams.set('after', String(after));
      const socket = new WebSocket(url);
      socket.onmessage = ({ data }) => on.message(data);
      socket.onclose = ({ code }) => on.close(code);
      return socket;
    },
    now: () => Date.now(),
    random: () => Math.random(),
    after(delayMs, run) {
      const timer = setTimeout(run, delayMs);
      return () => clearTimeout(timer);
    },
  };
}
