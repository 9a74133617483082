import type { Instant } from '@diboas/kernel';
import type { LiveAsk, LivePrice } from '@diboas/protocol';

/** What this node knows of prices. */
export interface PriceSource {
  /** What one of an asset costs in a currency now; null where nobody knows, as of what is no asset. */
  priceOf(asset: string, currency: LiveAsk['currency']): LivePrice | null;
}

/** An asset in a currency, while somebody shows it. */
export interface Topic<Shower> {
  readonly asset: string;
  readonly currency: LiveAsk['currency'];
  readonly shownBy: Set<Shower>;
  told: LivePrice | null;
  /** As it goes into messages, written once for all; null where nobody knows a price. */
  text: string | null;
  sentAt: Instant;
}

/** All that is shown on this node, each once. */
export interface Topics<Shower> {
  readonly size: number;
  join(shower: Shower, asset: string, currency: LiveAsk['currency']): Topic<Shower>;
  leave(shower: Shower, topic: Topic<Shower>): void;
  /**
   * Looks at every price. Those that changed are told of, unless one was told of less than `everyMs` ago.
   *
   * @returns whether one was left for that reason
   */
  look(at: Instant, everyMs: number, onChange: (topic: Topic<Shower>) => void): boolean;
  clear(): void;
}

export function createTopics<Shower>(source: PriceSource): Topics<Shower> {
  const byName = new Map<string, Topic<Shower>>();
  return {
    get size() {
      return byName.size;
    },
    join(shower, asset, currency) {
      const name = `${asset}/${currency}`;
      const topic = byName.get(name) ?? topicOf<Shower>(asset, currency, source);
      byName.set(name, topic);
      topic.shownBy.add(shower);
      return topic;
    },
    leave(shower, { asset, currency, shownBy }) {
      shownBy.delete(shower);
      if (shownBy.size === 0) byName.delete(`${asset}/${currency}`);
    },
    look(at, everyMs, onChange) {
      let isLeft = false;
      for (const topic of byName.values()) {
        const told = source.priceOf(topic.asset, topic.currency);
        if (isSame(told, topic.told)) continue;
        // A clock that was set back must not put off what is told.
        const isSoon = at - topic.sentAt < everyMs && at >= topic.sentAt;
        isLeft ||= isSoon;
        if (isSoon) continue;
        Object.assign(topic, { told, text: textOf(told), sentAt: at });
        onChange(topic);
      }
      return isLeft;
    },
    clear: () => byName.clear(),
  };
}

function topicOf<Shower>(asset: string, currency: LiveAsk['currency'], source: PriceSource): Topic<Shower> {
  const told = source.priceOf(asset, currency);
  return { asset, currency, shownBy: new Set(), told, text: textOf(told), sentAt: 0 };
}

function isSame(one: LivePrice | null, other: LivePrice | null): boolean {
  if (one === null || other === null) return one === other;
  return one.price === other.price && one.at === other.at && one.isOld === other.isOld;
}

function textOf(price: LivePrice | null): string | null {
  return price === null ? null : JSON.stringify(price);
}
