/**
 * Prices on their way to screens. A screen says which it shows, is told all of them at once, and then each that has changed: at
 * most so often an asset, and what changed meanwhile in one message. A screen that does not keep up is told nothing until it has
 * taken what it was sent, and then what is newest: what waits for it is a set of names, never a list of messages.
 */
import { formatInstant, type Instant, SECOND_MS } from '@diboas/kernel';
import type { LiveAsk, LivePrices } from '@diboas/protocol';
import { createTopics, type PriceSource, type Topic } from './price-topics.ts';

/** Where a screen's prices go. */
export interface PriceScreen {
  /** Answers whether the other side is still there. */
  sendText(text: string): boolean;
  /** Whether the other side has taken most of what it was sent. */
  hasRoom(): boolean;
}

export interface PriceFan {
  /** From now on this screen shows these, and no others. They are told at once, as far as they are known. */
  show(screen: PriceScreen, shown: LiveAsk): void;
  leave(screen: PriceScreen): void;
  /** Prices may have changed. Any number of calls come to one look. */
  notice(): void;
  stop(): void;
}

/** What changes within so long goes in one message. */
const GATHER_MS = 100;

/** An asset is told of again after so long. */
const ASSET_EVERY_MS = 500;

/** How often is looked whether a price has grown old, which nobody tells. */
const LOOK_EVERY_MS = 5 * SECOND_MS;

interface Shown {
  readonly screen: PriceScreen;
  readonly currency: LiveAsk['currency'];
  /** What it has not been told of yet as it is. */
  readonly waiting: Set<Topic<Shown>>;
  topics: readonly Topic<Shown>[];
}

export function createPriceFan({
  source,
  now,
}: {
  readonly source: PriceSource;
  readonly now: () => Instant;
}): PriceFan {
  const topics = createTopics<Shown>(source);
  const shownOn = new Map<PriceScreen, Shown>();
  const behind = new Set<Shown>();
  const rhythm = createRhythm(now, () => {
    const isLeft = topics.look(now(), ASSET_EVERY_MS, (topic) => {
      for (const shown of topic.shownBy) {
        shown.waiting.add(topic);
        behind.add(shown);
      }
    });
    for (const shown of behind) if (tell(shown, now())) behind.delete(shown);
    return isLeft || behind.size > 0;
  });
  const notice = (): void => {
    if (topics.size > 0) rhythm.notice();
  };
  const leave = (screen: PriceScreen): void => {
    const shown = shownOn.get(screen);
    if (!shown) return;
    shownOn.delete(screen);
    behind.delete(shown);
    for (const topic of shown.topics) topics.leave(shown, topic);
  };
  const rounds = setInterval(notice, LOOK_EVERY_MS);
  rounds.unref();
  return {
    show(screen, { currency, assets }) {
      leave(screen);
      const shown: Shown = { screen, currency, waiting: new Set(), topics: [] };
      shown.topics = [...new Set(assets)].map((asset) => topics.join(shown, asset, currency));
      for (const topic of shown.topics) shown.waiting.add(topic);
      shownOn.set(screen, shown);
      if (!tell(shown, now())) behind.add(shown);
      notice();
    },
    leave,
    notice,
    stop() {
      clearInterval(rounds);
      rhythm.stop();
      topics.clear();
    },
  };
}

/** Runs at once when it was noticed after a while, and at most once in `GATHER_MS`; again by itself while `run` asks for it. */
function createRhythm(now: () => Instant, run: () => boolean) {
  let timer: NodeJS.Timeout | undefined;
  let ranAt = 0;
  const notice = (): void => {
    if (timer !== undefined) return;
    const since = now() - ranAt;
    // A clock that was set back must not put off what is told.
    timer = setTimeout(turn, since < 0 ? 0 : Math.max(0, GATHER_MS - since));
    timer.unref();
  };
  const turn = (): void => {
    timer = undefined;
    ranAt = now();
    if (run()) notice();
  };
  return { notice, stop: () => clearTimeout(timer) };
}

/** Tells what waits, unless the screen has not taken what it was sent. @returns whether nothing waits any more */
function tell({ screen, currency, waiting }: Shown, at: Instant): boolean {
  if (!screen.hasRoom()) return false;
  const items = [...waiting].flatMap(({ text }) => text ?? []);
  waiting.clear();
  screen.sendText(messageOf({ at: formatInstant(at), currency }, items));
  return true;
}

/** As `JSON.stringify` would write it, of items that were written once for all screens. */
function messageOf({ at, currency }: Pick<LivePrices, 'at' | 'currency'>, items: readonly string[]): string {
  return `{"type":"prices","at":"${at}","currency":"${currency}","items":[${items.join(',')}]}`;
}
