import { ADD_FUNDS } from '@diboas/banking';
import { createJourney } from '@diboas/journeys';
import { bucketOf, createId, HOUR_MS, MINUTE_MS, money, SECOND_MS } from '@diboas/kernel';
import type { Journey, LegPlan, Reply, Terms } from '@diboas/orchestration';
import { short } from '../ground/trace.ts';
import { LOCK, UNLOCK } from '../nodes/lock.ts';
import { SEND_OUT } from '../nodes/send-out.ts';
import { undoOf } from '../outside/order.ts';
import type { SharedStore } from '../store/faulty-store.ts';
import { type AppParts, sendUntilHeard } from './app.ts';
import { availableTo } from './balance.ts';
import { QUOTE_VALID_MS, type QuotingParts, quoteBest, type Wish } from './quoting.ts';

/** A journey as somebody confirmed it, however often it was sent, and all that they were told. */
export interface ConfirmedJourney {
  readonly journey: Journey;
  readonly key: string;
  readonly fingerprint: string;
  readonly replies: Reply[];
}

interface TravellersParts extends AppParts, QuotingParts {
  readonly shared: SharedStore;
  /** Everything that was confirmed, for the checker. */
  readonly journeys: ConfirmedJourney[];
}

/** What a leg brings at least that adds something, after our fee. */
const ADDED_AT_LEAST = 8_000_000n;

/** Minor units of USDC with which a journey has some chance. */
const WORTHWHILE = 5_000_000n;

type Kind = 'add' | 'lock' | 'send';

/** Which legs there are, and what each waits for. Only a lock can be taken back; what else is done stays done. */
const SHAPES: readonly (readonly { readonly kind: Kind; readonly needs: readonly string[] }[])[] = [
  [
    { kind: 'lock', needs: [] },
    { kind: 'add', needs: ['lock0'] },
  ],
  [
    { kind: 'lock', needs: [] },
    { kind: 'lock', needs: ['lock0'] },
    { kind: 'add', needs: ['lock1'] },
  ],
  [
    { kind: 'lock', needs: [] },
    { kind: 'lock', needs: [] },
    { kind: 'send', needs: ['lock0', 'lock1'] },
  ],
  [
    { kind: 'lock', needs: [] },
    { kind: 'lock', needs: ['lock0'] },
    { kind: 'send', needs: ['lock1'] },
  ],
  [
    { kind: 'lock', needs: [] },
    { kind: 'send', needs: [] },
  ],
  [
    { kind: 'add', needs: [] },
    { kind: 'lock', needs: [] },
    { kind: 'lock', needs: ['add0'] },
  ],
];

/** What somebody can begin who has nothing yet. */
const FROM_NOTHING: typeof SHAPES = [
  [
    { kind: 'add', needs: [] },
    { kind: 'lock', needs: ['add0'] },
  ],
  [
    { kind: 'add', needs: [] },
    { kind: 'lock', needs: ['add0'] },
    { kind: 'lock', needs: ['add0'] },
  ],
  [
    { kind: 'add', needs: [] },
    { kind: 'lock', needs: ['add0'] },
    { kind: 'send', needs: ['lock1'] },
  ],
  [
    { kind: 'add', needs: [] },
    { kind: 'add', needs: [] },
    { kind: 'lock', needs: ['add0', 'add1'] },
  ],
];

/** People who confirm several things at once, which follow each other or go side by side. */
export class Travellers {
  readonly #parts: TravellersParts;

  constructor(parts: TravellersParts) {
    this.#parts = parts;
  }

  /** Plans the journeys of some of these people within `ms` from now. */
  arrive(customerIds: readonly string[], ms: number): void {
    const { chance, scheduler } = this.#parts;
    for (const id of customerIds) {
      for (let count = chance.below(3); count > 0; count -= 1) {
        scheduler.after(chance.below(ms), () => this.#visit(id, 6));
      }
    }
  }

  /** With nothing to spend, people come back later, so many times, or begin with adding something. */
  #visit(customerId: string, patience: number): void {
    const { chance, scheduler, journeys, trace } = this.#parts;
    const poor = availableTo(this.#parts.shared, { customerId }) < WORTHWHILE;
    if (poor && patience > 0 && chance.happens(0.7)) {
      const wait = chance.between(10 * MINUTE_MS, 2 * HOUR_MS);
      scheduler.after(wait, () => this.#visit(customerId, patience - 1));
      return;
    }
    const shape = chance.pick(poor && chance.happens(0.9) ? FROM_NOTHING : SHAPES);
    const legs = shape.flatMap(
      ({ kind, needs }, place) => this.#leg(customerId, { kind, place, needs }) ?? [],
    );
    // Nobody is there to quote one of them.
    if (legs.length < shape.length) return;
    const now = scheduler.now();
    const id = createId({ now, random: chance.random, bucket: bucketOf(customerId) });
    const journey = createJourney({ id, customerId, legs, now });
    const key = `journey-${journeys.length + 1}`;
    const confirmed: ConfirmedJourney = { journey, key, fingerprint: id, replies: [] };
    journeys.push(confirmed);
    trace.say('customer', `${short(customerId)} plans ${short(id)}: ${legs.map((leg) => leg.key).join(' ')}`);
    const late = chance.happens(0.05)
      ? chance.between(QUOTE_VALID_MS - MINUTE_MS, QUOTE_VALID_MS + HOUR_MS)
      : 0;
    for (let clicks = chance.pick([1, 1, 1, 2, 3]); clicks > 0; clicks -= 1) {
      scheduler.after(late + chance.below(2 * SECOND_MS), () => this.#send(confirmed));
    }
  }

  #send({ journey, key, fingerprint, replies }: ConfirmedJourney): void {
    sendUntilHeard(this.#parts, {
      input: { type: 'start_journey', journey, key, fingerprint },
      name: `journey ${short(journey.id)}`,
      onReply: (reply) => replies.push(reply),
    });
  }

  #leg(
    customerId: string,
    { kind, place, needs }: { kind: Kind; place: number; needs: readonly string[] },
  ): LegPlan | null {
    const key = `${kind}${place}`;
    const coming = needs.some((one) => one.startsWith('add')) ? ADDED_AT_LEAST : 0n;
    const wish = this.#wish(customerId, { kind, key, coming });
    const terms = quoteBest(this.#parts, wish);
    const undo = kind === 'lock' ? this.#undo(wish) : null;
    if (!terms || (kind === 'lock' && !undo)) return null;
    return { key, needs, terms, undo };
  }

  /** What is sent is often more than there is, so that what came before it is taken back. */
  #wish(customerId: string, { kind, key, coming }: { kind: Kind; key: string; coming: bigint }): Wish {
    const { chance } = this.#parts;
    if (kind === 'add') {
      const pay = money('USD', BigInt(chance.between(10_00, 300_00)));
      return { customerId, operation: ADD_FUNDS, pay, method: 'card', destination: key };
    }
    const percent = kind === 'send' && chance.happens(0.6) ? 200 : chance.between(5, 50);
    const available = availableTo(this.#parts.shared, { customerId });
    const pay = money('USDC', ((available + coming) * BigInt(percent)) / 100n + 1_000_000n);
    if (kind === 'lock') return { customerId, operation: LOCK, pay, method: 'move', destination: key };
    return { customerId, operation: SEND_OUT, pay, method: 'chain', destination: key };
  }

  /** Back again, as much as went. Its destination names the leg, by which the checker knows whose undo it is. */
  #undo(wish: Wish): Terms | null {
    return quoteBest(this.#parts, { ...wish, operation: UNLOCK, destination: undoOf(wish.destination) });
  }
}
