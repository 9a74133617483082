import { HOUR_MS, type Instant, MINUTE_MS, SECOND_MS } from '@diboas/kernel';
import { createMemoryStore } from '@diboas/storage/memory';
import { Mailroom } from './around/mailroom.ts';
import { Officers } from './around/officers.ts';
import { Operator } from './around/operator.ts';
import { SimSealer } from './around/sealer.ts';
import { type Brought, Treasurer } from './around/treasurer.ts';
import { type BarredFrom, Warden } from './around/warden.ts';
import { Checker } from './checker/checker.ts';
import { createChance } from './ground/chance.ts';
import { createFaults } from './ground/faults.ts';
import { createScheduler } from './ground/scheduler.ts';
import { createTrace } from './ground/trace.ts';
import { SimCluster } from './nodes/cluster.ts';
import { hasChecks } from './nodes/rules.ts';
import type { Wire } from './outside/adapter.ts';
import { SimBlockchain } from './outside/chain.ts';
import { CHAIN_FAULTS, type ChainFaults } from './outside/chain-faults.ts';
import { createChecksTruth } from './outside/checks-truth.ts';
import { CROSSING_FAULTS } from './outside/defi/crossing-faults.ts';
import { CROSSING_IDS, SimCrossings } from './outside/defi/crossings.ts';
import { SimStrategies } from './outside/defi/strategies.ts';
import { STRATEGY_FAULTS } from './outside/defi/strategy-faults.ts';
import { hasExchange, SimExchange } from './outside/exchange.ts';
import { type OutsideParts, SimOutside } from './outside/outside.ts';
import { PAYOUT_FAULTS } from './outside/payout-faults.ts';
import { Absentees } from './people/absentees.ts';
import { Broadcasters } from './people/broadcasters.ts';
import { Cancellers } from './people/cancellers.ts';
import type { Confirmation } from './people/confirming.ts';
import { Customers } from './people/customers.ts';
import { Crossers } from './people/defi/crossers.ts';
import { Journeyers } from './people/defi/journeyers.ts';
import { Savers } from './people/defi/savers.ts';
import { Hoarders } from './people/hoarders.ts';
import { Movers } from './people/movers.ts';
import { Payers } from './people/payers.ts';
import { Repenters } from './people/repenters.ts';
import { Senders } from './people/senders.ts';
import { Traders } from './people/traders.ts';
import { Travellers } from './people/travellers.ts';
import { Withdrawers } from './people/withdrawers.ts';
import { AppendOnly } from './store/append-only.ts';
import type { SharedStore } from './store/faulty-store.ts';

export const START: Instant = Date.UTC(2026, 0, 5, 9, 0, 0);

/** All parts of one seed, put together, with nothing planned yet. */
export function createSimWorld(seed: number, keepTrace: boolean) {
  const ground = createGround(seed, keepTrace, () => sealer.wake());
  const { plan, scheduler, network, trace, faults, shared, secretOf, hasLearned } = ground;
  const publish: OutsideParts['publish'] = (order, observation) => mailroom.publish(order, observation);
  const outside = createOutside(seed, ground, publish);
  const { outsides, offRamps, chains, chainFaults, strategies, crossings } = outside;
  const confirmations: Confirmation[] = [];
  const brought: Brought[] = [];
  const truths = { barred: new Map<string, BarredFrom>(), comings: new Map<string, Instant>() };
  const truth = createChecksTruth();
  const known = { ...truths, brought, confirmations, checks: hasChecks(seed) ? truth : null };
  const books = [...outsides, ...offRamps, ...chains, ...strategies, ...crossings];
  const deposits = () => chains.flatMap((chain) => chain.deposits.all);
  const checker = new Checker({ now: scheduler.now, shared, outsides: books, deposits, ...known });
  const onBug = (error: unknown): void => checker.onBug(error);
  const wire: Wire = {
    scheduler,
    network,
    faults,
    secretOf,
    hasLearned,
    onSubmit(provider, submission) {
      checker.onSubmit(provider, submission);
      if (submission.trade && exchange?.isSurelyClosed())
        checker.onBug(new Error(`${submission.transactionId} was sent while its exchange was closed`));
    },
    // Half of them until after every provider has forgotten its keys.
    onNight: () =>
      cluster.goAway(
        plan.happens(0.5) ? plan.between(HOUR_MS, 4 * HOUR_MS) : plan.between(24 * HOUR_MS, 27 * HOUR_MS),
      ),
  };
  const exchange = hasExchange(seed) ? new SimExchange(scheduler) : null;
  const cluster = new SimCluster({
    seed,
    exchange,
    size: plan.between(1, 3),
    wire,
    shared,
    outsides: [...outsides, ...offRamps],
    chains: [...chains, ...[...strategies, ...crossings].map(({ chain }) => chain)],
    chainFaults,
    truth,
    chance: createChance(seed, 'cluster'),
    trace,
    onBug,
    onWrites: checker.onWrites.bind(checker),
    onClaim: checker.onClaim.bind(checker),
    onAnswer: checker.onAnswer.bind(checker),
    onRecord: checker.onRecord.bind(checker),
  });
  const common = { scheduler, cluster, shared, trace, onBug };
  const sealer = new SimSealer({
    ...common,
    chance: createChance(seed, 'sealer'),
    faults,
    onSealed: (chain, key) => checker.onSealed(chain, key),
    onProblem: (problem) => checker.onBadChain(problem),
  });
  const mailroom = new Mailroom({ ...common, network, faults, secretOf, hasLearned });
  const operator = new Operator({ ...common, chance: createChance(seed, 'operator'), hasLearned });
  const warden = new Warden({ ...common, ...truths, chance: createChance(seed, 'warden') });
  const treasurer = new Treasurer({ ...common, brought, chance: createChance(seed, 'treasurer') });
  const people = createPeople(seed, { ...common, ...truths, ...outside, confirmations });
  const officers = new Officers({ ...common, truth, chance: createChance(seed, 'officers') });
  const ours = { checker, exchange, cluster, mailroom, sealer, operator, warden, treasurer, officers };
  return { ...ground, ...outside, ...ours, ...people };
}

export type SimWorld = ReturnType<typeof createSimWorld>;

type Company = Omit<ConstructorParameters<typeof Travellers>[0], 'chance'> &
  Omit<ConstructorParameters<typeof Absentees>[0], 'chance'> & {
    readonly offRamps: readonly SimOutside[];
    readonly chains: readonly SimBlockchain[];
    readonly chainFaults: ChainFaults;
    readonly strategies: readonly SimStrategies[];
    readonly crossings: readonly SimCrossings[];
  };

/** Everybody who does something, each kind with a chance of its own, so that one more changes nothing for the others. */
function createPeople(seed: number, company: Company) {
  const partsOf = (name: string) => ({ ...company, chance: createChance(seed, name) });
  return {
    customers: new Customers(partsOf('customers')),
    travellers: new Travellers(partsOf('travellers')),
    senders: new Senders(partsOf('senders')),
    movers: new Movers(partsOf('movers')),
    hoarders: new Hoarders(partsOf('hoarders')),
    traders: new Traders(partsOf('traders')),
    cancellers: new Cancellers(partsOf('cancellers')),
    absentees: new Absentees(partsOf('absentees')),
    repenters: new Repenters(partsOf('repenters')),
    payers: new Payers(partsOf('payers')),
    broadcasters: new Broadcasters({ ...partsOf('broadcasters'), outsides: company.chains }),
    savers: new Savers(partsOf('savers')),
    crossers: new Crossers(partsOf('crossers')),
    journeyers: new Journeyers(partsOf('journeyers')),
    withdrawers: new Withdrawers({ ...partsOf('withdrawers'), outsides: company.offRamps }),
  };
}

/** What everything else stands on: time, chance, faults, the record, and the one database. */
function createGround(seed: number, keepTrace: boolean, onAppended: () => void) {
  const plan = createChance(seed, 'plan');
  const scheduler = createScheduler(START, createChance(seed, 'order'));
  const trace = createTrace({ now: scheduler.now, start: START, keep: keepTrace });
  const faults = createFaults(seed, (kind) => trace.say('fault', kind));
  const appendOnly = new AppendOnly(createMemoryStore(), onAppended);
  const shared: SharedStore = { rows: appendOnly.rows, appendOnly, version: 0, downUntil: 0 };
  // The new form of events is known from some hour on, at the latest when the world heals.
  const learnsAt = START + plan.between(0, 8 * HOUR_MS);
  return {
    plan,
    nature: createChance(seed, 'nature'),
    network: createChance(seed, 'network'),
    scheduler,
    trace,
    faults,
    shared,
    secretOf: (provider: string): string => `secret of ${provider}`,
    hasLearned: (): boolean => faults.stopped() || scheduler.now() >= learnsAt,
  };
}

/** Everybody who executes. */
function createOutside(
  seed: number,
  ground: ReturnType<typeof createGround>,
  publish: OutsideParts['publish'],
) {
  const chainFaults = CHAIN_FAULTS.begin(seed, ground.faults);
  return {
    outsides: createOutsides(seed, ground, publish),
    offRamps: createOffRamps(seed, ground, publish),
    chains: createChains(seed, ground, chainFaults),
    strategies: createStrategies(seed, ground, { publish, chainFaults }),
    crossings: createCrossings(seed, ground, { publish, chainFaults }),
    chainFaults,
  };
}

/** In every third seed two chains, of which one can take over for the other. */
function createChains(
  seed: number,
  { scheduler, trace }: ReturnType<typeof createGround>,
  faults: ChainFaults,
): SimBlockchain[] {
  const ids = seed % 3 === 0 ? ['gamma', 'delta'] : [];
  return ids.map((id) => {
    const say = (what: string): void => trace.say(id, what);
    const paysFromFloat = id === 'gamma' && seed % 2 === 1;
    return new SimBlockchain({ id, paysFromFloat, scheduler, nature: createChance(seed, id), faults, say });
  });
}

/** In every third seed two who have strategies; in every other of those one of them pays networks out of what is brought. */
function createStrategies(
  seed: number,
  { scheduler, faults, trace }: ReturnType<typeof createGround>,
  { publish, chainFaults }: { publish: OutsideParts['publish']; chainFaults: ChainFaults },
): SimStrategies[] {
  const ids = seed % 6 === 1 || seed % 6 === 2 ? ['theta', 'kappa'] : [];
  const own = STRATEGY_FAULTS.begin(seed, faults);
  return ids.map((id) => {
    const say = (what: string): void => trace.say(id, what);
    const nature = createChance(seed, id);
    const chain = { id, scheduler, nature, faults: chainFaults, say, role: 'DEFI', ...SLOW } as const;
    const paysFromFloat = id === 'theta' && seed % 4 === 1;
    return new SimStrategies(
      { scheduler, nature, faults: own, publish, say },
      (does) => new SimBlockchain({ ...chain, paysFromFloat, ...does }),
    );
  });
}

/** In every third seed two who carry between networks, of which one can take over for the other; in every sixth both these and strategies. */
function createCrossings(
  seed: number,
  { scheduler, faults, trace }: ReturnType<typeof createGround>,
  { publish, chainFaults }: { publish: OutsideParts['publish']; chainFaults: ChainFaults },
): SimCrossings[] {
  const ids = seed % 6 === 2 || seed % 6 === 5 ? CROSSING_IDS : [];
  const own = CROSSING_FAULTS.begin(seed, faults);
  return ids.map((id) => {
    const say = (what: string): void => trace.say(id, what);
    const nature = createChance(seed, id);
    const chain = { id, scheduler, nature, faults: chainFaults, say, role: 'BRIDGE', ...SLOW } as const;
    const paysFromFloat = id === 'lambda' && seed % 4 === 1;
    return new SimCrossings(
      { scheduler, nature, faults: own, byOthers: id === 'mu', publish, say },
      (does) => new SimBlockchain({ ...chain, paysFromFloat, ...does }),
    );
  });
}

/** What takes hours or days is asked about ever more seldom. */
const SLOW = { lookupsMs: [10 * SECOND_MS, MINUTE_MS, 10 * MINUTE_MS, 2 * HOUR_MS] } as const;

/** In two of seven seeds those that pay out to banks: both, or one alone. In every other of those the first has too little of ours. */
function createOffRamps(
  seed: number,
  { scheduler, faults, trace }: ReturnType<typeof createGround>,
  publish: OutsideParts['publish'],
): SimOutside[] {
  if (seed % 7 !== 4 && seed % 7 !== 6) return [];
  const nature = createChance(seed, 'payouts');
  const payoutFaults = PAYOUT_FAULTS.begin(seed, faults);
  return (nature.happens(0.8) ? ['omega', 'sigma'] : ['omega']).map((id) => {
    const say = (what: string): void => trace.say(id, what);
    const paysFromFloat = id === 'omega' && seed % 2 === 1;
    const parts = { scheduler, faults, payoutFaults, publish };
    return new SimOutside({ ...parts, id, paysFromFloat, nature: createChance(seed, id), say });
  });
}

/** Both providers, or in some seeds one alone, so that nobody can take over. In every fourth the second has too little of ours. */
function createOutsides(
  seed: number,
  ground: ReturnType<typeof createGround>,
  publish: OutsideParts['publish'],
): SimOutside[] {
  const { plan, scheduler, nature, faults, trace } = ground;
  const ids = plan.happens(0.7) ? ['alpha', 'beta'] : ['alpha'];
  return ids.map((id) => {
    const say = (what: string): void => trace.say(id, what);
    const paysFromFloat = id === 'beta' && seed % 4 === 1;
    return new SimOutside({ id, paysFromFloat, scheduler, nature, faults, publish, say });
  });
}
