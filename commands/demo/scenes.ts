// What the demo plays, in order: each operation there is, and ways in which it may end.
import { ROUTES } from '@diboas/protocol';
import { problemIn, signIn } from '@diboas/testkit/person';
import { ADDED, add, adding } from './adding.ts';
import { untilAway } from './away.ts';
import { NETWORK_SCENES, WITHDRAWAL_SCENES } from './outside.ts';
import type { DemoScene } from './scene.ts';
import { type DemoStage, mailAddressOf, orderNameOf } from './stage.ts';
import { STRATEGY_SCENES } from './strategies.ts';
import { tellTakenBack } from './taken-back.ts';
import { TRADE_SCENES } from './trades.ts';

const SPENT = { asset: 'USDC', network: 'solana' } as const;

export const SCENES: readonly DemoScene[] = [
  {
    name: 'card',
    what: 'Ana adds $100.00 by card.',
    needsMoney: false,
    play: (stage) => add(stage, { method: 'card', amount: '100.00' }),
  },
  {
    name: 'bank',
    what: 'Ana adds $100.00 from her bank, which takes its time.',
    needsMoney: false,
    play: (stage) => add(stage, { method: 'bank', amount: '100.00' }),
  },
  {
    name: 'fails',
    // The sandbox ends an order by the cents of what is converted, as the test cards of providers do. With our fee of
    // 0.5 %, $49.91 become $50.15: the payment is taken, the delivery fails, and the payment is given back.
    what: 'Ana adds $49.91 by card. The delivery fails after the payment, and the provider gives it back.',
    needsMoney: false,
    play: (stage) => add(stage, { method: 'card', amount: '49.91', endsIn: 'returning' }),
  },
  {
    name: 'move',
    what: 'Ana moves 30 USDC from Cash to Invested: by our own book, at once and free.',
    needsMoney: true,
    async play({ begin, comesTo }) {
      const { id } = await begin({
        operation: 'MOVE',
        from: 'BANKING',
        to: 'INVESTING',
        amount: '30',
        ...SPENT,
      });
      return await comesTo(id, 'completed');
    },
  },
  {
    name: 'legs',
    what: 'Ana adds $20.00 by card that goes on to Earning: one confirmation, two transactions, one parent.',
    needsMoney: false,
    async play({ begin, pay, comesTo }) {
      const { id } = await begin({
        ...{ operation: 'ADD_AND_MOVE', to: 'DEFI', amount: '20.00', method: 'card' },
        ...ADDED,
      });
      await pay(id);
      return await comesTo(id, 'completed');
    },
  },
  {
    name: 'send',
    what: 'Ana sends 12 USDC to Ben, who is here. Both are told.',
    needsMoney: true,
    async play(stage) {
      await stage.arrive('ben');
      const { id } = await send(stage, { to: 'ben', amount: '12' });
      return await stage.comesTo(id, 'completed');
    },
  },
  {
    name: 'code',
    what: 'Ana sends Ben 3 USDC more from a second computer. It leaves once she has given a code of the app on her phone.',
    needsMoney: true,
    async play(stage) {
      const ben = await stage.arrive('ben');
      const elsewhere = await signIn(stage.system.url, stage.ana.email);
      const unit = { asset: 'USDC', network: 'solana' } as const;
      const wanted = { operation: 'SEND_MONEY', to: { email: ben.email }, amount: '3', ...unit } as const;
      const quote = await elsewhere.price(wanted);
      const { code } = problemIn(await elsewhere.confirm(quote));
      stage.say(`          Without a code: ${code}`);
      const { status } = await elsewhere.call('POST', ROUTES.giveFactor.path, {
        body: { code: stage.codeApp.next() },
      });
      stage.say(`          With a code of the app: ${status}`);
      await elsewhere.confirm(quote);
      return (await stage.comesTo(quote.id, 'completed')) && code === 'factor_required';
    },
  },
  {
    name: 'claimed',
    what: 'Ana sends 8 USDC to Zoe, who is not here yet. It waits, and is hers as she signs in for the first time.',
    needsMoney: true,
    async play(stage) {
      const { id } = await send(stage, { to: 'zoe', amount: '8' });
      if (!(await stage.comesTo(id, 'awaiting_recipient'))) return false;
      await stage.arrive('zoe');
      if (!(await stage.comesTo(id, 'completed'))) return false;
      const refused = problemIn(await stage.ana.call('POST', `/v1/transactions/${id}/cancel`)).code;
      stage.say(`          Ana can not cancel it any more: ${refused}`);
      return refused === 'cancel_too_late';
    },
  },
  {
    name: 'unclaimed',
    what: 'Ana sends 5 USDC to Yan, who never comes. After fourteen days all of it is hers again.',
    needsMoney: true,
    async play(stage) {
      const { id } = await send(stage, { to: 'yan', amount: '5' });
      if (!(await stage.comesTo(id, 'awaiting_recipient'))) return false;
      stage.say('          (fourteen days go by: the demo says in the database that the time has come)');
      await passDeadline(stage, id);
      return await stage.comesTo(id, 'returned');
    },
  },
  ...NETWORK_SCENES,
  ...WITHDRAWAL_SCENES,
  ...TRADE_SCENES,
  ...STRATEGY_SCENES,
  {
    name: 'cancel',
    what: 'Ana adds $40.00 by card, and thinks better of it before she pays.',
    needsMoney: false,
    async play(stage) {
      const { id } = await stage.begin(adding({ method: 'card', amount: '40.00' }));
      await stage.telling.until(id, 'awaiting_you');
      await stage.ana.call('POST', `/v1/transactions/${id}/cancel`);
      return await stage.comesTo(id, 'cancelled');
    },
  },
  {
    name: 'late',
    what: 'Ana cancels another $40.00, and pays all the same on the page that she had left open: too late to cancel.',
    needsMoney: false,
    async play(stage) {
      const { id } = await stage.begin(adding({ method: 'card', amount: '40.00' }));
      const order = orderNameOf(await stage.telling.until(id, 'awaiting_you'));
      await stage.ana.call('POST', `/v1/transactions/${id}/cancel`);
      await stage.telling.until(id, 'cancelled');
      await stage.system.outside.pay(order);
      return await stage.comesTo(id, 'completed');
    },
  },
  {
    name: 'reversal',
    what: "Ana adds $15.00 by card, and her bank takes the payment back later. No provider's wire tells of that: the demo does.",
    needsMoney: false,
    async play(stage) {
      const { id } = await stage.begin(adding({ method: 'card', amount: '15.00' }));
      await stage.pay(id);
      if (!(await stage.comesTo(id, 'completed'))) return false;
      const reversal = await tellTakenBack(stage.system.database.url, id);
      return (await stage.comesTo(id, 'reversed')) && (await stage.comesTo(reversal, 'taken_back'));
    },
  },
  {
    name: 'failover',
    what: 'Ana adds $25.00 by card. The provider that was quoted goes away before it has the order, and another takes over.',
    needsMoney: false,
    async play(stage) {
      const { outside } = stage.system;
      const { id } = await stage.begin(adding({ method: 'card', amount: '25.00' }), async ({ provider }) => {
        await outside.setFaults([{ kind: 'outage', mode: 'refuse', match: { provider: provider.id } }]);
        await untilAway(outside.urls[provider.id]);
      });
      await stage.pay(id);
      const isDone = await stage.comesTo(id, 'completed');
      await outside.setFaults([]);
      return isDone;
    },
  },
];

function send({ begin }: DemoStage, { to, amount }: { readonly to: string; readonly amount: string }) {
  return begin({
    operation: 'SEND_MONEY',
    to: { email: mailAddressOf(to) },
    amount,
    note: 'for lunch',
    ...SPENT,
  });
}

/** Says in the database that what waits has waited long enough; an alarm is how due work is found. */
async function passDeadline({ system: { database } }: DemoStage, id: string): Promise<void> {
  await database.query('UPDATE transactions SET due_at = now(), rings_at = now() WHERE transaction_id = $1', [
    id,
  ]);
  await database.query(
    `INSERT INTO alarms (bucket, rings_at, transaction_id)
     SELECT bucket, due_at, transaction_id FROM transactions WHERE transaction_id = $1`,
    [id],
  );
}
