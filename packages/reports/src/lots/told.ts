// What a person says of their lots: what things cost that they had got elsewhere, and which lots are to go first.
import type { CalendarDay } from '@diboas/calendars';
import type { Asset, Instant, Money } from '@diboas/kernel';
import type { LotMethod } from '@diboas/lots';

/** What came by one transaction. `bought`: they, or whoever gave it to them, paid so much. `earned`: it was worth so much. */
export interface ToldCost {
  readonly transactionId: string;
  readonly as: 'bought' | 'earned';
  /** In US dollars, of all that came by it. */
  readonly cost: Money;
  /** When it was acquired; null where that is when it came, as of all that was earned. */
  readonly acquiredOn: CalendarDay | null;
}

/** From a time on, this is how lots of an asset go. */
export interface MethodChoice {
  readonly asset: Asset;
  readonly method: LotMethod;
  readonly since: Instant;
}

export interface LotChoices {
  readonly told: readonly ToldCost[];
  readonly methods: readonly MethodChoice[];
}

/** What goes first where nobody chose (26 CFR 1.1012-1(j)(3)(i)). */
const USUAL: LotMethod = 'fifo';

/** The method of an asset at a time: the last that was chosen until then. */
export function methodAt(methods: readonly MethodChoice[], asset: Asset, at: Instant): LotMethod {
  let last: MethodChoice | null = null;
  for (const one of methods)
    if (one.asset === asset && one.since <= at && (last === null || one.since >= last.since)) last = one;
  return last?.method ?? USUAL;
}

/** What people said of their lots, kept. */
export interface LotChoiceStore {
  lotChoices(customerId: string): Promise<LotChoices>;
  /** What was told of the same transaction before is told no more. */
  tellCost(customerId: string, told: ToldCost): Promise<void>;
  /** What was told of a transaction is told no more. */
  untellCost(customerId: string, transactionId: string): Promise<void>;
  /** From that time on. Of two choices of one moment the last is kept. */
  chooseMethod(customerId: string, choice: MethodChoice): Promise<void>;
}
