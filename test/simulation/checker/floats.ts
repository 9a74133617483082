// Invariant 18: what was promised out of a float never exceeds it. The model's own sums, from the transfers alone and from
// what was brought; neither the ledger's nor the engine's are consulted.
import { bucketOfId } from '@diboas/kernel';
import type { AccountKey, Transfer } from '@diboas/ledger';
import type { Brought } from '../around/treasurer.ts';
import type { Report, Sight } from './model/sight.ts';

/** One bucket's share: what has come to the provider less what has left it, and what is promised to leave. */
interface Share {
  there: bigint;
  promised: bigint;
}

export class FloatCheck {
  readonly #shares = new Map<string, Share>();
  readonly #held = new Map<string, Transfer>();
  readonly #brought: readonly Brought[];
  #seen = 0;

  constructor(brought: readonly Brought[]) {
    this.#brought = brought;
  }

  check({ newTransfers, store }: Pick<Sight, 'newTransfers' | 'store'>, report: Report): void {
    if (newTransfers.length === 0 && this.#seen === this.#brought.length) return;
    for (; this.#seen < this.#brought.length; this.#seen += 1) this.#bring(this.#seen);
    this.#take(newTransfers, report);
    if (this.#brought.length === 0) return;
    const rows = new Map(store.all('floats').map((row) => [nameOf(row), row]));
    for (const [name, { there, promised }] of this.#shares) {
      const row = rows.get(name);
      if (row?.free !== there - promised)
        report(`of ${name} ${row?.free} is said to be free, and ${there - promised} is`);
      if (row?.promised !== promised)
        report(`of ${name} ${row?.promised} is said to be promised, and ${promised} is`);
    }
    if (rows.size !== this.#shares.size)
      report(`${rows.size} shares are kept, and ${this.#shares.size} were opened`);
  }

  #bring(index: number): void {
    const brought = this.#brought[index];
    if (!brought) return;
    const name = nameOf(brought);
    const share = this.#shares.get(name) ?? { there: 0n, promised: this.#promisedBefore(name) };
    share.there += brought.units;
    this.#shares.set(name, share);
  }

  /** What is set aside towards it as it is opened. */
  #promisedBefore(name: string): bigint {
    let promised = 0n;
    for (const { transactionId, credit, amount } of this.#held.values())
      if (nameOfAccount(transactionId, credit) === name) promised += amount;
    return promised;
  }

  #take(transfers: readonly Transfer[], report: Report): void {
    const before = new Map([...this.#shares].map(([name, { promised }]) => [name, promised]));
    for (const transfer of transfers) this.#add(transfer);
    for (const [name, { there, promised }] of this.#shares) {
      if (promised > (before.get(name) ?? 0n) && promised > there)
        report(`of the float ${name} ${promised} is promised, and ${there} is there`);
    }
  }

  #add(transfer: Transfer): void {
    const { id, kind, transactionId, debit, credit, amount, holdId } = transfer;
    const [from, to] = [this.#share(transactionId, debit), this.#share(transactionId, credit)];
    if (kind === 'pending') {
      this.#held.set(id, transfer);
      if (to) to.promised += amount;
      return;
    }
    const hold = holdId === null ? undefined : this.#held.get(holdId);
    if (holdId !== null) this.#held.delete(holdId);
    if (hold && to) to.promised -= hold.amount;
    if (kind === 'void' || kind === 'expire') return;
    if (from) from.there += amount;
    if (to) to.there -= amount;
  }

  /** Undefined for what is no float: our own accounts, people's, and those of providers to whom nothing was ever brought. */
  #share(transactionId: string, key: AccountKey): Share | undefined {
    return this.#shares.get(nameOfAccount(transactionId, key));
  }
}

function nameOf({ bucket, provider, asset, network }: Omit<Brought, 'units'>): string {
  return `${bucket} FLOAT:${provider} ${asset} ${network}`;
}

function nameOfAccount(transactionId: string, { kind, asset, network }: AccountKey): string {
  return `${bucketOfId(transactionId)} ${kind} ${asset} ${network}`;
}
