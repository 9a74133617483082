/**
 * Prices on their way to screens. A screen says which it shows, is told all of them at once, and then each that has changed: at
 * most so often an asset, and what changed meanwhile in one message. A screen that does not keep up is told nothing until it has
 * taken what it was sent, and then what is newest: what waits for it is a set of names, never a list of messages.
 */
import { formatInstant, type Instant, SECOND_MS } from '@diboas/kernel';
import type { LiveAsk, LivePrice, LivePrices } from '@diboas/protocol';

/** What this node knows of prices. */
export interface PriceSource {
  /** What one of an asset costs in a currency now; null where nobody knows, as of what is no asset. */
  priceOf(asset: string, currency: LiveAsk['currency']): LivePrice | null;
}

/** Where a screen's prices go. */
export interface PriceScreen {
  /** Answers whether the other side is still there. */
  sendText(text: string): boolean;
  /** Whether the other side has taken most of what it was sent. */
  hasRoom(): boolean;
}

export interface PriceFanOptions {
  readonly source: PriceSource;
  readonly now: () => Instant;
  readonly pace?: Partial<FanPace>;
}

export interface FanPace {
  /** What changes within so long goes in one message. */
  readonly gatherMs: number;
  /** An asset is told of again after so long. */
  readonly assetEveryMs: number;
  /** How often is looked whether a price has grown old, which nobody tells. */
  readonly lookEveryMs: number;
}

const PACE: FanPace = { gatherMs: 100, assetEveryMs: 500, lookEveryMs: 5 * SECOND_MS };

export interface PriceFan {
  /** From now on this screen shows these, and no others. They are told at once, as far as they are known. */
  show(screen: PriceScreen, shown: LiveAsk): void;
  leave(screen: PriceScreen): void;
  /** Prices may have changed. Any number of calls come to one look. */
  notice(): void;
  stop(): void;
}

/** An asset in a currency, while a screen shows it. */
interface Topic {
  readonly asset: string;
  readonly currency: LiveAsk['currency'];
  readonly screens: Set<Shown>;
  told: LivePrice | null;
  /** As it goes into messages; null where nobody knows a price. */
  text: string | null;
  sentAt: Instant;
}

interface Shown {
  readonly screen: PriceScreen;
  readonly currency: LiveAsk['currency'];
  readonly topics: readonly Topic[];
  /** What it has not been told of yet as it is. */
  readonly waiting: Set<Topic>;
}

export function createPriceFan({ source, now, ...given }: PriceFanOptions): PriceFan {
  const pace = { ...PACE, ...given.pace };
  const topics = new Map<string, Topic>();
  const shownBy = new Map<PriceScreen, Shown>();
  const behind = new Set<Shown>();
  let timer: NodeJS.Timeout | undefined;
  let ranAt = 0;

  const topicOf = (asset: string, currency: LiveAsk['currency']): Topic => {
    const name = `${asset}/${currency}`;
    const known = topics.get(name);
    if (known) return known;
    const told = source.priceOf(asset, currency);
    const topic = { asset, currency, screens: new Set<Shown>(), told, text: textOf(told), sentAt: 0 };
    topics.set(name, topic);
    return topic;
  };

  const leave = (screen: PriceScreen): void => {
    const shown = shownBy.get(screen);
    if (!shown) return;
    shownBy.delete(screen);
    behind.delete(shown);
    for (const topic of shown.topics) {
      topic.screens.delete(shown);
      if (topic.screens.size === 0) topics.delete(`${topic.asset}/${topic.currency}`);
    }
  };

  /** Tells what waits, unless the screen has not taken what it was sent. */
  const tell = (shown: Shown): void => {
    if (!shown.screen.hasRoom()) {
      behind.add(shown);
      return;
    }
    behind.delete(shown);
    const items = [...shown.waiting].flatMap(({ text }) => text ?? []);
    shown.waiting.clear();
    shown.screen.sendText(messageOf({ at: formatInstant(now()), currency: shown.currency }, items));
  };

  /** @returns whether something changed that may not be told yet */
  const look = (): boolean => {
    const at = now();
    let isLeft = false;
    for (const topic of topics.values()) {
      const price = source.priceOf(topic.asset, topic.currency);
      if (isSame(price, topic.told)) continue;
      if (at - topic.sentAt < pace.assetEveryMs && at >= topic.sentAt) {
        isLeft = true;
        continue;
      }
      Object.assign(topic, { told: price, text: textOf(price), sentAt: at });
      for (const shown of topic.screens) {
        shown.waiting.add(topic);
        behind.add(shown);
      }
    }
    return isLeft;
  };

  const run = (): void => {
    timer = undefined;
    ranAt = now();
    const isLeft = look();
    for (const shown of behind) tell(shown);
    if (isLeft || behind.size > 0) notice();
  };

  const notice = (): void => {
    if (timer !== undefined || topics.size === 0) return;
    const since = now() - ranAt;
    // A clock that was set back must not put off what is told.
    const waitMs = since < 0 ? 0 : Math.max(0, pace.gatherMs - since);
    timer = setTimeout(run, waitMs);
    timer.unref();
  };

  const rounds = setInterval(notice, pace.lookEveryMs);
  rounds.unref();
  return {
    show(screen, { currency, assets }) {
      leave(screen);
      const all = [...new Set(assets)].map((asset) => topicOf(asset, currency));
      const shown: Shown = { screen, currency, topics: all, waiting: new Set(all) };
      for (const topic of all) topic.screens.add(shown);
      shownBy.set(screen, shown);
      tell(shown);
      notice();
    },
    leave,
    notice,
    stop() {
      clearInterval(rounds);
      clearTimeout(timer);
      topics.clear();
    },
  };
}

function isSame(one: LivePrice | null, other: LivePrice | null): boolean {
  if (one === null || other === null) return one === other;
  return one.price === other.price && one.at === other.at && one.isOld === other.isOld;
}

function textOf(price: LivePrice | null): string | null {
  return price === null ? null : JSON.stringify(price);
}

/** As `JSON.stringify` would write it, of items that were written once for all screens. */
function messageOf(head: Pick<LivePrices, 'at' | 'currency'>, items: readonly string[]): string {
  const { at, currency } = head;
  return `{"type":"prices","at":"${at}","currency":"${currency}","items":[${items.join(',')}]}`;
}
