// The operations that the demo carries out, and their progress as the live stream tells it.
import { assert } from '@diboas/kernel';
import { liveMessage, type QuoteView, type TransactionView, transactionView } from '@diboas/protocol';
import type { Person } from '@diboas/testkit/person';
import { WebSocket } from 'ws';
import { formatEnd, formatProgress, formatQuote } from './text.ts';

interface Operation {
  readonly name: string;
  readonly amount: string;
  readonly method: 'card' | 'bank';
  readonly what: string;
  readonly ends: TransactionView['status'];
}

/**
 * The sandbox ends an order by the cents of what is converted, as the test cards of providers do. With our fee of 0.5 %,
 * $49.91 become $50.15: the payment is taken, the delivery fails, and the payment is given back.
 */
const OPERATIONS: readonly Operation[] = [
  { name: 'card', amount: '100.00', method: 'card', what: '$100.00 by card', ends: 'COMPLETED' },
  { name: 'bank', amount: '100.00', method: 'bank', what: '$100.00 by bank', ends: 'COMPLETED' },
  {
    name: 'fails',
    amount: '49.91',
    method: 'card',
    what: '$49.91 by card, whose delivery will fail after the payment',
    ends: 'COMPENSATED',
  },
];

const DEADLINE_MS = 60_000;

/** Quotes, confirms and follows all operations at once. False when one of them did not end as it should. */
export async function runOperations(serverUrl: string, person: Person): Promise<boolean> {
  const orders: Order[] = [];
  for (const operation of OPERATIONS) {
    const quote = await person.quote(operation.method, operation.amount);
    assert(addsUp(quote), 'the parts of a price add up to its total', { quote });
    console.log(formatQuote(operation.what, quote));
    orders.push({ operation, quote });
  }
  const follow = await followLive({ serverUrl, cookie: person.cookie, orders });
  console.log('Confirmed. What the live stream tells:\n');
  for (const { quote } of orders) await confirm(person, quote);
  const ended = await follow.ended;
  console.log('');
  for (const { operation, quote } of orders) {
    const transaction = ended.get(quote.id);
    if (transaction) console.log(formatEnd(operation.name, transaction));
  }
  return orders.every(({ operation, quote }) => ended.get(quote.id)?.status === operation.ends);
}

interface Order {
  readonly operation: Operation;
  readonly quote: QuoteView;
}

async function confirm(person: Person, quote: QuoteView): Promise<void> {
  const answer = await person.confirm(quote);
  if (answer.status !== 201) throw new Error(`confirming was answered with ${answer.status}`);
  transactionView.parse(answer.body);
}

function addsUp({ pay }: QuoteView): boolean {
  const cents = (amount: string) => BigInt(amount.replace('.', ''));
  const sum = pay.fees.reduce((total, fee) => total + cents(fee.amount.amount), cents(pay.amount.amount));
  return sum === cents(pay.total.amount);
}

interface FollowOptions {
  readonly serverUrl: string;
  readonly cookie: string;
  readonly orders: readonly Order[];
}

interface Follow {
  /** Resolves when all operations have ended. Rejects after the deadline. */
  readonly ended: Promise<ReadonlyMap<string, TransactionView>>;
}

/** Listens from before the first confirmation, and prints every status and activity once, as it comes. */
async function followLive({ serverUrl, cookie, orders }: FollowOptions): Promise<Follow> {
  const began = Date.now();
  const names = new Map(orders.map(({ operation, quote }) => [quote.id, operation.name]));
  const socket = new WebSocket(`${serverUrl.replace('http', 'ws')}/v1/live`, { headers: { cookie } });
  const latest = new Map<string, TransactionView>();
  const done = Promise.withResolvers<ReadonlyMap<string, TransactionView>>();
  const deadline = setTimeout(() => done.reject(new Error('not all operations ended in time')), DEADLINE_MS);
  const opened = new Promise<void>((resolve, reject) => {
    socket.once('message', () => resolve());
    socket.once('error', reject);
  });
  socket.on('message', (data) => {
    const message = liveMessage.parse(JSON.parse(String(data)));
    if (message.type !== 'change') return;
    const { transaction } = message;
    const name = names.get(transaction.id);
    if (name === undefined) return;
    const before = latest.get(transaction.id);
    for (const line of formatProgress(name, { before, transaction, began })) console.log(line);
    latest.set(transaction.id, transaction);
    const over = [...names.keys()].every((id) => hasCome(latest.get(id)));
    if (over) done.resolve(latest);
  });
  await opened;
  const ended = done.promise.finally(() => {
    clearTimeout(deadline);
    socket.close();
  });
  return { ended };
}

/** To its end, or as far as it goes by itself: that money came back nobody says here. */
function hasCome(transaction: TransactionView | undefined): boolean {
  return transaction !== undefined && (transaction.ended || transaction.state === 'returning');
}
