import { ADD_AND_MOVE, ADD_FUNDS, thenMoved } from '@diboas/banking';
import { bucketOf, createId, HOUR_MS, MINUTE_MS, money, SECOND_MS } from '@diboas/kernel';
import { type LegPlan, type Terms, termsByOwnBook, termsInLegs } from '@diboas/orchestration';
import { short } from '../ground/trace.ts';
import { LOCK } from '../nodes/lock.ts';
import { SEND_OUT } from '../nodes/send-out.ts';
import { SEVERAL } from '../nodes/several.ts';
import { availableTo } from '../store/balance.ts';
import { beginConfirmation, type ConfirmingParts, sendConfirmation } from './confirming.ts';
import { QUOTE_VALID_MS, quoteBest, type Wish } from './quoting.ts';

/** What a leg brings at least that adds something, after our fee. */
const ADDED_AT_LEAST = 8_000_000n;

/** Minor units of USDC with which several legs have some chance. */
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
  readonly #parts: ConfirmingParts;
  #keys = 0;

  constructor(parts: ConfirmingParts) {
    this.#parts = parts;
  }

  /** Plans what some of these people do in several transactions within `ms` from now. */
  arrive(customerIds: readonly string[], ms: number): void {
    const { chance, scheduler } = this.#parts;
    for (const id of customerIds) {
      for (let count = chance.below(3); count > 0; count -= 1) {
        scheduler.after(chance.below(ms), () => this.#visit(id, 6));
      }
      if (chance.happens(0.5)) scheduler.after(chance.below(ms), () => this.#addAndMove(id));
    }
  }

  /** With nothing to spend, people come back later, so many times, or begin with adding something. */
  #visit(customerId: string, patience: number): void {
    const { chance, scheduler, shared } = this.#parts;
    const poor = availableTo(shared, { customerId }) < WORTHWHILE;
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
    this.#confirm(termsInLegs({ id: this.#newId(customerId), operation: SEVERAL.name, legs }));
  }

  /** The domain's own: what is added is moved on in the commit in which it arrives. */
  #addAndMove(customerId: string): void {
    const { chance } = this.#parts;
    const to = chance.pick(['INVESTING', 'DEFI'] as const);
    const add = quoteBest(this.#parts, this.#wish(customerId, { kind: 'add', key: 'add', coming: 0n }));
    if (!add) return;
    const told = { between: { from: 'BANKING', to } } as const;
    const newId = (): string => this.#newId(customerId);
    const move = termsByOwnBook(thenMoved(told.between).wish(add), { id: newId(), now: add.createdAt });
    const legs = [
      { key: 'add', needs: [], terms: add },
      { key: 'move', needs: ['add'], terms: move },
    ];
    this.#confirm(termsInLegs({ id: newId(), operation: ADD_AND_MOVE.name, legs, told }));
  }

  #newId(customerId: string): string {
    const { chance, scheduler } = this.#parts;
    return createId({ now: scheduler.now(), random: chance.random, bucket: bucketOf(customerId) });
  }

  #confirm(terms: Terms): void {
    const { chance, scheduler, shared, trace } = this.#parts;
    const { id, customerId, legs = [] } = terms;
    void shared.rows.saveQuote(terms);
    this.#keys += 1;
    const confirmation = beginConfirmation(this.#parts, { terms, key: `several-${this.#keys}` });
    trace.say('customer', `${short(customerId)} plans ${short(id)}: ${legs.map((leg) => leg.key).join(' ')}`);
    const late = chance.happens(0.05)
      ? chance.between(QUOTE_VALID_MS - MINUTE_MS, QUOTE_VALID_MS + HOUR_MS)
      : 0;
    for (let clicks = chance.pick([1, 1, 1, 2, 3]); clicks > 0; clicks -= 1) {
      scheduler.after(late + chance.below(2 * SECOND_MS), () => sendConfirmation(this.#parts, confirmation));
    }
  }

  #leg(
    customerId: string,
    { kind, place, needs }: { kind: Kind; place: number; needs: readonly string[] },
  ): LegPlan | null {
    const key = `${kind}${place}`;
    const coming = needs.some((one) => one.startsWith('add')) ? ADDED_AT_LEAST : 0n;
    const wish = this.#wish(customerId, { kind, key, coming });
    const terms = quoteBest(this.#parts, wish);
    return terms && { key, needs, terms };
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
}
