import { ADD_FUNDS, wishToMoveOn } from '@diboas/banking';
import { BRIDGE, BY_CROSSING, BY_STRATEGY, JOURNEY, START_STRATEGY, STOP_STRATEGY } from '@diboas/defi';
import { BUY_CRYPTO, TOLERANCE_BPS } from '@diboas/investing';
import { HOUR_MS, type Id, MINUTE_MS, type Money, money, type Network, SECOND_MS } from '@diboas/kernel';
import type { BalanceType } from '@diboas/ledger';
import type { LaterLeg, LegWish, QuoteWish, Terms } from '@diboas/orchestration';
import { short } from '../../ground/trace.ts';
import type { SimCrossings } from '../../outside/defi/crossings.ts';
import { SIM_STRATEGIES, type SimStrategies } from '../../outside/defi/strategies.ts';
import { availableTo, lyingIn } from '../../store/balance.ts';
import { beginConfirmation, type ConfirmingParts, sendConfirmation } from '../confirming.ts';

interface JourneyParts extends ConfirmingParts {
  readonly strategies: readonly SimStrategies[];
  readonly crossings: readonly SimCrossings[];
}

/** What somebody does after what came before, in the words of a plan. */
type Step = 'to_defi' | 'to_investing' | 'to_banking' | 'buy' | 'cross' | 'start';

/** Every plan ends with what earns, or with what was carried across. */
const WITH_STRATEGIES: readonly (readonly Step[])[] = [
  ['to_defi', 'start'],
  ['to_investing', 'buy', 'to_defi', 'start'],
];
const WITH_CROSSINGS: readonly (readonly Step[])[] = [['cross'], ['to_defi', 'cross'], ['cross', 'cross']];
const WITH_BOTH: readonly (readonly Step[])[] = [
  ['cross', 'to_defi', 'start'],
  ['to_defi', 'cross', 'start'],
  ['cross', 'cross', 'to_defi', 'start'],
];

/** Minor units of USDC with which a journey has some chance. */
const WORTHWHILE = 4_000_000n;

/** Where the money of a journey is. */
interface Standing {
  readonly type: BalanceType;
  readonly asset: Money['asset'];
  readonly network: Network;
}

/** What a leg takes, and whose it is. */
type Paid = Pick<LegWish['request'], 'pay'> & { readonly customerId: string };

/** People who confirm a journey at once: each leg takes what the one before brings at least, as the real quoting prices them. */
export class Journeyers {
  readonly #parts: JourneyParts;
  #keys = 0;

  constructor(parts: JourneyParts) {
    this.#parts = parts;
  }

  /** Plans where these people go within `ms` from now. */
  arrive(customerIds: readonly string[], ms: number): void {
    const { chance, scheduler } = this.#parts;
    if (this.#plans().length === 0) return;
    for (const id of customerIds) {
      for (let count = chance.between(1, 3); count > 0; count -= 1)
        scheduler.after(chance.below(ms), () => this.#visit(id, 4));
    }
  }

  #plans(): readonly (readonly Step[])[] {
    const { strategies, crossings } = this.#parts;
    const [saves, crosses] = [strategies.length > 0, crossings.length > 0];
    return [
      ...(saves ? WITH_STRATEGIES : []),
      ...(crosses ? WITH_CROSSINGS : []),
      ...(saves && crosses ? WITH_BOTH : []),
    ];
  }

  /** It begins with what is added, with what lies in a balance, or with what is taken out of a strategy. */
  #visit(customerId: string, patience: number): void {
    const { chance, scheduler, shared } = this.#parts;
    const here = availableTo(shared, { customerId });
    const position = this.#positionOf(customerId);
    if (position && this.#parts.crossings.length > 0 && chance.happens(0.5))
      return this.#go(customerId, this.#stopOf(customerId, position), ['cross', 'to_banking']);
    const steps = chance.pick(this.#plans());
    if (chance.happens(0.5))
      return this.#go(customerId, addOf(customerId, chance.between(10_00, 200_00)), steps);
    if (here >= WORTHWHILE) {
      const pay = money('USDC', (here * BigInt(chance.between(30, 100))) / 100n);
      return this.#begin(customerId, pay, steps);
    }
    const wait = chance.between(10 * MINUTE_MS, HOUR_MS);
    if (patience > 0) scheduler.after(wait, () => this.#visit(customerId, patience - 1));
  }

  /** The first step is the first leg. */
  #begin(customerId: string, pay: Money, [first, ...later]: readonly Step[]): void {
    const standing: Standing = { type: 'BANKING', asset: 'USDC', network: 'solana' };
    const leg = first && this.#legOf(first, standing);
    if (leg) this.#go(customerId, { wish: leg.wish({ customerId, pay }), after: leg.after }, later);
  }

  #go(customerId: string, begun: { wish: LegWish; after: Standing }, steps: readonly Step[]): void {
    const { cluster, trace, onBug } = this.#parts;
    let standing = begun.after;
    const later: LaterLeg[] = [];
    for (const [index, step] of steps.entries()) {
      const leg = this.#legOf(step, standing);
      if (!leg) return;
      const wish = ({ receive: { money: pay } }: Terms) => leg.wish({ customerId, pay });
      later.push({ key: `${index}-${step}`, wish });
      standing = leg.after;
    }
    const node = cluster.pick();
    if (!node) return;
    const several = later.length > 0 ? { several: { operation: JOURNEY, first: 'begin', later } } : {};
    const wish: QuoteWish = { ...begun.wish, ...several };
    node.quoting.price(wish).then((priced) => {
      if (!priced.ok)
        return trace.say(node.name, `no journey for ${short(customerId)}: ${priced.refusal.code}`);
      this.#confirm(priced.value, ['begin', ...later.map(({ key }) => key)]);
    }, onBug);
  }

  #confirm(terms: Terms, keys: readonly string[]): void {
    const { chance, scheduler, trace } = this.#parts;
    trace.say('customer', `${short(terms.customerId)} goes by ${short(terms.id)}: ${keys.join(' ')}`);
    this.#keys += 1;
    const confirmation = beginConfirmation(this.#parts, { terms, key: `journey-${this.#keys}` });
    for (let clicks = chance.pick([1, 1, 2]); clicks > 0; clicks -= 1)
      scheduler.after(chance.below(2 * SECOND_MS), () => sendConfirmation(this.#parts, confirmation));
  }

  #legOf(step: Step, standing: Standing): { wish(paid: Paid): LegWish; readonly after: Standing } | null {
    const { type, asset, network } = standing;
    switch (step) {
      case 'to_banking':
        return moveOf(standing, 'BANKING');
      case 'to_investing':
        return moveOf(standing, 'INVESTING');
      case 'to_defi':
        return moveOf(standing, 'DEFI');
      case 'buy':
        return { wish: buyOf, after: { type: 'INVESTING', asset: 'SOL', network: 'solana' } };
      case 'cross': {
        const to = network === 'solana' ? 'ethereum' : 'solana';
        return { wish: (paid) => crossingOf(paid, standing, to), after: { type, asset, network: to } };
      }
      case 'start': {
        const fitting = SIM_STRATEGIES.filter((one) => one.asset === asset && one.network === network);
        const strategy = this.#parts.chance.pick(fitting);
        return { wish: (paid) => strategyOf(paid, standing, strategy.id, null), after: standing };
      }
    }
  }

  #positionOf(customerId: string): Id | null {
    const { shared } = this.#parts;
    const own = shared.rows
      .all('transactions')
      .filter((one) => one.customerId === customerId && one.terms.strategy?.position === one.id);
    return (
      own.find(({ id, terms }) => terms.receive.money.asset === 'USDC' && lyingIn(shared, id) > 0n)?.id ??
      null
    );
  }

  #stopOf(customerId: string, position: Id): { wish: LegWish; after: Standing } {
    const { shared } = this.#parts;
    const started = shared.rows.all('transactions').find(({ id }) => id === position);
    const network = started?.terms.receive.network ?? 'solana';
    const standing: Standing = { type: 'DEFI', asset: 'USDC', network };
    const pay = money('USDC', lyingIn(shared, position));
    const name = started?.terms.strategy?.strategy ?? '';
    return { wish: strategyOf({ customerId, pay }, standing, name, position), after: standing };
  }
}

function addOf(customerId: string, cents: number): { wish: LegWish; after: Standing } {
  const pay = money('USD', BigInt(cents));
  const receive = { asset: 'USDC', network: 'solana' } as const;
  const request = { pay, payNetwork: 'fiat', method: 'card', receive } as const;
  const wish = { customerId, operation: ADD_FUNDS, request, destination: addressOf(customerId) };
  return { wish, after: { type: 'BANKING', ...receive } };
}

function moveOf({ type, asset, network }: Standing, to: BalanceType) {
  const wish = ({ customerId, pay }: Paid) =>
    wishToMoveOn({ customerId, receive: { money: pay, network } }, { from: type, to });
  return type === to ? null : { wish, after: { type: to, asset, network } };
}

function buyOf({ customerId, pay }: Paid): LegWish {
  const trade = { type: 'market', toleranceBps: TOLERANCE_BPS.usual } as const;
  const receive = { asset: 'SOL', network: 'solana' } as const;
  const request = { pay, payNetwork: 'solana', method: trade.type, receive, trade } as const;
  return { customerId, operation: BUY_CRYPTO, request, destination: addressOf(customerId) };
}

function crossingOf({ customerId, pay }: Paid, { type, asset, network }: Standing, to: Network): LegWish {
  const request = { pay, payNetwork: network, method: BY_CROSSING, receive: { asset, network: to } };
  const told = { between: { from: type, to: type } };
  return { customerId, operation: BRIDGE, request, destination: addressOf(customerId), told };
}

function strategyOf(
  { customerId, pay }: Paid,
  { asset, network }: Standing,
  strategy: string,
  position: Id | null,
): LegWish {
  const operation = position === null ? START_STRATEGY : STOP_STRATEGY;
  const request = {
    ...{ pay, payNetwork: network, method: BY_STRATEGY, receive: { asset, network } },
    strategy: { strategy, position, moved: [] },
  };
  return { customerId, operation, request, destination: addressOf(customerId) };
}

function addressOf(customerId: string): string {
  return `address-of-${short(customerId)}`;
}
