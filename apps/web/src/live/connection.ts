import { readLiveMessage } from '@diboas/client';
import { LIVE_CLOSE, type LiveAsk, type LivePrices } from '@diboas/protocol';
import { type LinkFacts, linkState } from './link-state.ts';
import { createReconnectingSocket, type LiveHost } from './reconnecting-socket.ts';
import { applyMessage, EMPTY_STREAM, type StreamView } from './stream.ts';

export interface LiveListener {
  /** The view changed. `changed` are the ids of transactions that are newer than before. */
  onView(view: StreamView, changed: readonly string[]): void;
  onLink(facts: LinkFacts): void;
  /** Fetch everything again: what the stream could give has a hole, or the page is older than its start. */
  onFullFetch(): void;
  /** There is more that its person is told. */
  onNews(): void;
  onSignedOut(): void;
  /** Prices that changed, or all that the page shows. */
  onPrices(prices: LivePrices): void;
}

export interface LiveConnection {
  /** Which prices the page shows from now on; each socket is told again. */
  show(ask: LiveAsk): void;
  /** The network came back or the page became visible: do not wait for the timer. */
  tryNow(): void;
  stop(): void;
}

/** Keeps the view of the customer's stream up to date, and tells how fresh it is. */
export function createLiveConnection(host: LiveHost, listener: LiveListener): LiveConnection {
  let view = EMPTY_STREAM;
  let shown: LiveAsk | null = null;
  /** Whether this socket has said something: before, it may not be open. */
  let isGreeted = false;
  let facts: LinkFacts = { open: false, caughtUp: false, heardAt: null, startedAt: host.ticks() };

  const tell = (patch: Partial<LinkFacts>): void => {
    facts = { ...facts, ...patch };
    listener.onLink(facts);
  };

  const socket = createReconnectingSocket(host, {
    resumeFrom: () => view.seq,
    onLost(code) {
      isGreeted = false;
      tell({ open: false, caughtUp: false });
      if (code !== LIVE_CLOSE.sessionEnded) return 'again';
      listener.onSignedOut();
      return 'never';
    },
    onMessage(data) {
      const message = readLiveMessage(data);
      if (!message) return;
      // A change tells when it happened, which may be long ago; all else tells what time it is.
      if (message.type !== 'change') host.hear(message.at);
      if (!isGreeted && shown) socket.send(JSON.stringify(shown));
      isGreeted = true;
      if (message.type === 'prices') {
        tell({ heardAt: host.ticks() });
        return listener.onPrices(message);
      }
      const before = view;
      const applied = applyMessage(view, message);
      view = applied.view;
      if (message.type === 'caught_up') socket.succeeded();
      tell({
        open: true,
        caughtUp: message.type === 'caught_up' || (facts.caughtUp && applied.need === 'nothing'),
        heardAt: host.ticks(),
      });
      if (view !== before) listener.onView(view, changedIds(before, view));
      if (message.type === 'news') listener.onNews();
      if (applied.need === 'full_fetch' || before.seq === null) listener.onFullFetch();
      if (applied.need === 'missing_changes') socket.renew();
    },
  });

  // After a sleep the socket still looks open, but nobody has heard anything from it for as long.
  const isHeard = (): boolean => facts.open && linkState(facts, host.ticks()).kind !== 'not_live';
  return {
    show(ask) {
      shown = ask;
      if (isGreeted) socket.send(JSON.stringify(ask));
    },
    tryNow: () => socket.tryNow(isHeard()),
    stop: socket.stop,
  };
}

function changedIds(before: StreamView, after: StreamView): readonly string[] {
  return [...after.transactions.keys()].filter(
    (id) => after.transactions.get(id) !== before.transactions.get(id),
  );
}
