import { RECEIVE, receiveTerms } from '@diboas/banking';
import { bucketOf, createId, HOUR_MS, MINUTE_MS, money, SECOND_MS } from '@diboas/kernel';
import type { Chance } from '../ground/chance.ts';
import type { SimBlockchain } from '../outside/chain.ts';
import type { ChainFaults } from '../outside/chain-faults.ts';
import type { SimDeposit } from '../outside/deposits.ts';
import { type AppParts, sendUntilHeard } from './app.ts';

interface PayersParts extends AppParts {
  readonly chance: Chance;
  readonly chains: readonly SimBlockchain[];
  readonly chainFaults: ChainFaults;
}

/** Strangers who send something to people's addresses, and whoever tells us of it: often twice, late, or not at all. */
export class Payers {
  readonly #parts: PayersParts;

  constructor(parts: PayersParts) {
    this.#parts = parts;
  }

  /** Plans what is sent within `ms` from now, and looks that find what nobody told of until `untilMs` from now. */
  arrive(customerIds: readonly string[], ms: number, untilMs: number): void {
    const { chance, scheduler, chains } = this.#parts;
    if (chains.length === 0) return;
    for (const id of customerIds)
      for (let count = chance.between(0, 3); count > 0; count -= 1)
        scheduler.after(chance.below(ms), () => this.#pay(id));
    for (let at = HOUR_MS; at < untilMs; at += 8 * HOUR_MS) scheduler.after(at, () => this.#look());
    scheduler.after(untilMs + HOUR_MS, () => this.#look());
  }

  #pay(customerId: string): void {
    const { chance, chains, chainFaults, scheduler } = this.#parts;
    const chain = chance.pick(chains);
    const deposit = chain.deposits.begin(customerId, money('USDC', BigInt(chance.between(1, 90_000_000))));
    if (chainFaults.strike('hint_lost')) return;
    for (let count = chance.between(1, 3); count > 0; count -= 1)
      scheduler.after(chance.between(SECOND_MS, 10 * MINUTE_MS), () => this.#tell(chain, deposit));
  }

  /** A look at all addresses, which finds what is in a block or waits for one. */
  #look(): void {
    for (const chain of this.#parts.chains)
      for (const deposit of chain.deposits.all) if (deposit.stage !== 'gone') this.#tell(chain, deposit);
  }

  #tell(chain: SimBlockchain, { seen, customerId }: SimDeposit): void {
    const { chance, scheduler } = this.#parts;
    const now = scheduler.now();
    const id = createId({ now, random: chance.random, bucket: bucketOf(customerId) });
    const terms = receiveTerms(seen, { id, customerId, provider: chain.id, now });
    const input = { type: 'deposited', terms, key: `deposit ${seen.reference}` } as const;
    sendUntilHeard(this.#parts, { input, name: `${RECEIVE.name} ${seen.reference}`, onReply() {} });
  }
}
