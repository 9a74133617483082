// Customers who keep adding, receiving, sending, withdrawing, trading, lending and crossing, through whichever node answers, and do
// not let go of an instruction until they have an answer: the same idempotency key again and again.
import { setTimeout as delay } from 'node:timers/promises';
import { type Random, randomBelow } from '@diboas/kernel';
import {
  positionList,
  problem,
  type QuoteRequest,
  type QuoteView,
  quoteView,
  transactionView,
} from '@diboas/protocol';
import { type Person, signIn } from '@diboas/testkit/person';
import type { Lying } from '../cluster/networks.ts';
import { type Belongings, equip } from './belongings.ts';
import { DEFI_MEANS } from './defi-wishes.ts';
import { type CustomerWish, createWishes } from './wishes.ts';

/** One confirmation, and everything that was answered to it. */
export interface Instruction {
  readonly key: string;
  readonly quoteId: string;
  /** Transactions that answers named: never more than one, if all is well. */
  readonly transactionIds: Set<string>;
  /** Codes of definite refusals. */
  readonly refusals: Set<string>;
  /** Whether it takes all out of a position, whose price is over as soon as more was booked there. */
  readonly takesOut?: boolean;
  sends: number;
}

export interface CustomerLoad {
  readonly instructions: readonly Instruction[];
  /** Begins nothing new; what was begun goes on until it is answered. */
  pause(): void;
  /** Resolves when everything that was begun has its answer; or at once after `giveUp`. */
  readonly idle: () => Promise<void>;
  giveUp(): void;
}

export interface LoadOptions {
  readonly people: readonly Belongings[];
  /** A stranger sends something to somebody's address. */
  readonly give: (to: Lying) => Promise<void>;
  readonly nodes: () => readonly string[];
  readonly random: Random;
  readonly perSecond: number;
}

/** So that a database that is away does not gather a mountain. */
const BEGUN_MAX = 80;

/** Signs them in, and gives each what they need to receive, send and withdraw. */
export async function signInAll(url: string, count: number): Promise<Belongings[]> {
  const people: Person[] = [];
  for (let number = 1; number <= count; number += 1) people.push(await signIn(url, `c${number}@example.com`));
  return await Promise.all(people.map(equip));
}

/** A stranger gives everybody what strategies take and what crosses; it is theirs once the networks are certain of it. */
export async function giveMeans(people: readonly Belongings[], give: LoadOptions['give']): Promise<void> {
  for (const { addresses } of people) {
    for (const [network, given] of DEFI_MEANS) {
      const address = addresses.get(network);
      if (address !== undefined) await give({ network, address, money: given });
    }
  }
}

export function startLoad(options: LoadOptions): CustomerLoad {
  const { people, random, perSecond, give } = options;
  const instructions: Instruction[] = [];
  const begun = new Set<Promise<void>>();
  const asking = new AbortController();
  const wishOf = createWishes(random, people);
  const timer = setInterval(() => {
    const by = people[randomBelow(random, people.length)];
    if (by === undefined || begun.size >= BEGUN_MAX) return;
    const wish = wishOf(by);
    const one =
      wish.kind === 'given'
        ? give(wish.given)
        : operate(options, { person: by.person, instructions, stopped: asking.signal }, wish);
    begun.add(one);
    void one.finally(() => begun.delete(one));
  }, 1_000 / perSecond);
  return {
    instructions,
    pause: () => clearInterval(timer),
    idle: async () => void (await Promise.all(begun)),
    giveUp() {
      clearInterval(timer);
      asking.abort();
    },
  };
}

interface Begun {
  readonly person: Person;
  readonly instructions: Instruction[];
  readonly stopped: AbortSignal;
}

async function operate(
  options: LoadOptions,
  begun: Begun,
  wish: Exclude<CustomerWish, { kind: 'given' }>,
): Promise<void> {
  const { random } = options;
  const wanted = wish.kind === 'ask' ? wish.wanted : await ofPosition(options, begun, wish.wanted);
  const quote = wanted && (await quoteFor(options, begun, wanted));
  if (!quote) return;
  const instruction: Instruction = {
    ...{ key: `chaos-${quote.id}`, quoteId: quote.id, sends: 0, takesOut: wish.kind === 'take_out' },
    ...{ transactionIds: new Set<string>(), refusals: new Set<string>() },
  };
  begun.instructions.push(instruction);
  // Impatient fingers: one in ten presses twice at once, and one in six asks again after the answer.
  const twice = randomBelow(random, 10) === 0;
  const once = () => confirmUntilAnswered(options, begun, { quote, instruction });
  await Promise.all(twice ? [once(), once()] : [once()]);
  if (randomBelow(random, 6) === 0) await once();
}

/** What is wanted of their oldest position that nothing takes out yet; null where there is none. */
async function ofPosition(
  options: LoadOptions,
  begun: Begun,
  wanted: (position: string) => QuoteRequest,
): Promise<QuoteRequest | null> {
  const answer = await ask(options, begun, { path: '/v1/positions' });
  if (answer?.status !== 200) return null;
  const oldest = positionList.parse(answer.body).items.findLast(({ stopping }) => stopping === null);
  return oldest ? wanted(oldest.id) : null;
}

/**
 * A quote binds nobody, so one whose answer was lost is simply asked for anew. Null when the run is over, when this person
 * has done or begun as much as anybody may, or when what would leave is not there, or nobody can carry it out now.
 */
async function quoteFor(options: LoadOptions, begun: Begun, wanted: QuoteRequest): Promise<QuoteView | null> {
  const answer = await ask(options, begun, { path: '/v1/quotes', body: wanted });
  if (answer === null) return null;
  if (answer.status === 201) return quoteView.parse(answer.body);
  const { code } = problem.parse(answer.body);
  const isRight =
    isTooMuch(code) || (wanted.operation !== 'ADD_FUNDS' && isNotNow(code)) || isNoPrice(wanted, code);
  if (!isRight)
    throw new Error(`a quote for ${wanted.operation} was refused: ${JSON.stringify(answer.body)}`);
  return null;
}

/** Why nothing is priced for somebody: as much as anybody may was done, or is under way while everything is slow. */
function isTooMuch(code: string): boolean {
  return ['over_limit', 'too_much_open'].includes(code);
}

/** Why what would leave a balance is not priced now: it is not there, or who would carry it out has too little, or is away. */
function isNotNow(code: string): boolean {
  return ['insufficient_funds', 'no_provider', 'no_market'].includes(code);
}

/**
 * Why nothing is priced of a strategy or between networks though there is enough: whoever has it does not tell of it, what it costs is
 * more than what is left, or it was taken out a moment ago.
 */
function isNoPrice({ operation }: QuoteRequest, code: string): boolean {
  const isDefi = ['START_STRATEGY', 'STOP_STRATEGY', 'BRIDGE', 'JOURNEY'].includes(operation);
  return isDefi && ['not_found', 'amount_too_small', 'not_sold'].includes(code);
}

async function confirmUntilAnswered(
  options: LoadOptions,
  begun: Begun,
  { quote, instruction }: { quote: QuoteView; instruction: Instruction },
): Promise<void> {
  const body = { quoteId: quote.id, total: quote.pay.total };
  const headers = { 'idempotency-key': instruction.key };
  const onSend = () => {
    instruction.sends += 1;
  };
  const answer = await ask(options, begun, { path: '/v1/transactions', body, headers, onSend });
  if (answer === null) return;
  if (answer.status === 200 || answer.status === 201) {
    instruction.transactionIds.add(transactionView.parse(answer.body).id);
  } else {
    instruction.refusals.add(problem.parse(answer.body).code);
  }
}

/** What is asked without a body is only read. */
interface Question {
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly onSend?: () => void;
}

/**
 * Asks any node that is up, until one gives a definite answer: not a lost connection, a time-out, a 429 or a 5xx.
 * Null when the run ended before that.
 */
async function ask(
  { nodes, random }: LoadOptions,
  { person, stopped }: Begun,
  { path, body, headers, onSend }: Question,
): Promise<Answer | null> {
  while (!stopped.aborted) {
    const up = nodes();
    const node = up[up.length === 0 ? 0 : randomBelow(random, up.length)];
    if (node !== undefined) {
      onSend?.();
      const answer = await tryOnce(node, { path, body, headers: { ...headers, cookie: person.cookie } });
      if (answer !== null && answer.status < 500 && answer.status !== 429) return answer;
    }
    await delay(100 + randomBelow(random, 300));
  }
  return null;
}

const TIMEOUT_MS = 4_000;

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

async function tryOnce(node: string, { path, body, headers }: Question): Promise<Answer | null> {
  try {
    const response = await fetch(`${node}${path}`, {
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
      headers: { 'content-type': 'application/json', ...headers },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return { status: response.status, body: await response.json() };
  } catch {
    // Nobody knows whether it got in: that is what the key is for.
    return null;
  }
}
