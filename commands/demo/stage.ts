// Where the scenes of the demo are played: a whole system, and the people in it.
import { assert } from '@diboas/kernel';
import type { PersonState, QuoteRequest, QuoteView, TransactionView } from '@diboas/protocol';
import { type CodeApp, type Person, signIn } from '@diboas/testkit/person';
import type { OpenSystem } from '@diboas/testkit/system';
import { createTelling, type Telling } from './telling.ts';
import { formatEnd, formatQuote } from './text.ts';

export interface DemoStage {
  readonly system: OpenSystem;
  readonly ana: Person;
  /** What makes codes for Ana, which she gives before money leaves. */
  readonly codeApp: CodeApp;
  /** Whoever came by here, in order. */
  readonly people: ReadonlyMap<string, Person>;
  readonly telling: Telling;
  readonly say: (line: string) => void;
  /** Somebody signs in, perhaps for the first time, and is followed from then on. */
  arrive(name: string): Promise<Person>;
  /** Ana asks for a price, which is shown, and confirms it; what is given happens in between. */
  begin(wanted: QuoteRequest, meanwhile?: (quote: QuoteView) => Promise<void>): Promise<QuoteView>;
  /** Whether it comes to the state, which is told. */
  comesTo(id: string, state: PersonState): Promise<boolean>;
  /** Ana pays on the provider's page, as soon as she is asked to. */
  pay(id: string): Promise<void>;
}

export function mailAddressOf(name: string): string {
  return `${name}@example.com`;
}

export async function openStage(system: OpenSystem, say: (line: string) => void): Promise<DemoStage> {
  const people = new Map<string, Person>();
  const telling = createTelling(system.url, say);
  const arrive = async (name: string): Promise<Person> => {
    const person = await signIn(system.url, mailAddressOf(name));
    people.set(name, person);
    await telling.follow(name, person);
    return person;
  };
  const ana = await arrive('ana');
  const codeApp = await ana.setUpCodeApp();
  return {
    ...{ system, ana, codeApp, people, telling, say, arrive },
    async begin(wanted, meanwhile) {
      const quote = await ana.price(wanted);
      assert(addsUp(quote), 'the parts of a price add up to its total', { quote });
      say(formatQuote(quote));
      await meanwhile?.(quote);
      const { status } = await ana.confirm(quote);
      assert(status === 201, 'a quote that was just given can be confirmed', { status });
      return quote;
    },
    async comesTo(id, state) {
      const transaction = await telling.until(id, state);
      say(formatEnd(transaction, state));
      return transaction?.state === state;
    },
    async pay(id) {
      const asked = await telling.until(id, 'awaiting_you');
      // Of several transactions under one confirmation, it is the leg under way that waits to be paid.
      const leg = asked?.legs.find(({ state }) => state === 'under_way')?.transaction ?? null;
      await system.outside.pay(orderNameOf(leg === null ? asked : await telling.until(leg, 'awaiting_you')));
    },
  };
}

/** By what name the provider knows the order that waits to be paid. */
export function orderNameOf(transaction: TransactionView | undefined): string {
  const reference = transaction?.attempts.at(-1)?.reference;
  assert(reference, 'what waits to be paid has its order', { id: transaction?.id });
  return reference;
}

function addsUp({ pay }: QuoteView): boolean {
  const units = (amount: string) => BigInt(amount.replace('.', ''));
  const sum = pay.fees.reduce((total, fee) => total + units(fee.amount.amount), units(pay.amount.amount));
  return sum === units(pay.total.amount);
}
