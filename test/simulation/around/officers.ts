// People of ours and others who say something of what waits: identities that are found out soon, late, at the second try, never or
// to be false; reviewers who let pass, deny, disagree or are silent; lists that change, and those who know addresses.
import { SEND_TO_ADDRESS } from '@diboas/banking';
import { HOUR_MS, type Instant, MINUTE_MS } from '@diboas/kernel';
import type { ProfileChange, Transaction } from '@diboas/orchestration';
import type { Chance } from '../ground/chance.ts';
import { short } from '../ground/trace.ts';
import type { ChecksTruth } from '../outside/checks-truth.ts';
import { type AppParts, sendUntilHeard } from '../people/app.ts';
import type { SharedStore } from '../store/faulty-store.ts';

interface OfficersParts extends AppParts {
  readonly chance: Chance;
  readonly shared: SharedStore;
  readonly truth: ChecksTruth;
}

/** How whoever must show who they are goes about it. */
type Manner = 'soon' | 'late' | 'second_try' | 'refused' | 'never';

export class Officers {
  readonly #parts: OfficersParts;
  readonly #manners = new Map<string, Manner>();
  readonly #seen = new Set<string>();

  constructor(parts: OfficersParts) {
    this.#parts = parts;
  }

  /** Plans what they do until `endsAfterMs`, and whom and what lists name meanwhile. */
  plan(customerIds: readonly string[], busyMs: number, endsAfterMs: number): void {
    const { chance, scheduler, truth } = this.#parts;
    const round = (): void => {
      for (const one of this.#parts.shared.rows.all('transactions')) this.#look(one);
      const next = chance.between(MINUTE_MS, 2 * HOUR_MS);
      if (scheduler.now() + next < endsAt) scheduler.after(next, round);
    };
    const endsAt = scheduler.now() + endsAfterMs;
    round();
    for (const id of customerIds) {
      const name = `address-of-${short(id)}`;
      if (chance.happens(0.3)) {
        const result = chance.pick(['elevated', 'sanctioned'] as const);
        const from = scheduler.now() + chance.below(busyMs);
        const later = { result: 'sanctioned', from: from + chance.between(HOUR_MS, 48 * HOUR_MS) } as const;
        truth.addresses.set(name, result === 'elevated' ? [{ result, from }, later] : [{ result, from }]);
      }
      if (chance.happens(0.15)) scheduler.after(chance.below(busyMs), () => this.#list(id));
    }
  }

  /** What is new of what waits, once each time that it begins to. */
  #look(transaction: Transaction): void {
    const { id, customerId, wait } = transaction;
    if (wait?.for !== 'identity' && wait?.for !== 'review') return;
    const name = `${id} ${wait.for} ${wait.until}`;
    if (this.#seen.has(name)) return;
    this.#seen.add(name);
    if (wait.for === 'identity') this.#showIdentity(customerId);
    else this.#review(transaction);
  }

  #showIdentity(customerId: string): void {
    const { chance, scheduler } = this.#parts;
    const known = this.#manners.get(customerId);
    const manner = known ?? chance.pick(['soon', 'soon', 'late', 'second_try', 'refused', 'never'] as const);
    this.#manners.set(customerId, manner);
    if (known) return;
    const tell = (stage: Extract<ProfileChange, { kind: 'identity' }>['stage'], inMs: number): void =>
      scheduler.after(inMs, () => this.#learn(customerId, { kind: 'identity', stage }));
    switch (manner) {
      case 'soon':
        return tell('verified', chance.between(MINUTE_MS, HOUR_MS));
      case 'late':
        tell('processing', chance.between(MINUTE_MS, HOUR_MS));
        return tell('verified', chance.between(24 * HOUR_MS, 12 * 24 * HOUR_MS));
      case 'second_try':
        tell('retry', chance.between(MINUTE_MS, HOUR_MS));
        return tell('verified', chance.between(2 * HOUR_MS, 48 * HOUR_MS));
      case 'refused':
        return tell('refused', chance.between(MINUTE_MS, 24 * HOUR_MS));
      case 'never':
        return;
    }
  }

  #review(transaction: Transaction): void {
    const { chance, scheduler } = this.#parts;
    const inMs = chance.pick([
      chance.between(MINUTE_MS, HOUR_MS),
      chance.between(24 * HOUR_MS, 6 * 24 * HOUR_MS),
    ]);
    const answer = chance.pick(['approve', 'approve', 'approve', 'deny', 'silent'] as const);
    if (answer === 'silent') return;
    if (chance.happens(0.4)) this.#elevate(transaction, scheduler.now() + chance.below(inMs));
    scheduler.after(inMs, () => this.#decide(transaction, answer, 'ana'));
    // What is much needs another one, who looks at everything.
    if (chance.happens(0.7)) scheduler.after(inMs + HOUR_MS, () => this.#decide(transaction, answer, 'ben'));
  }

  /** While somebody looks at one thing, another becomes known of the address that it is to go to. */
  #elevate({ terms: { operation, order } }: Transaction, from: Instant): void {
    const { addresses } = this.#parts.truth;
    if (operation !== SEND_TO_ADDRESS.name || addresses.has(order.destination)) return;
    addresses.set(order.destination, [{ result: 'elevated', from }]);
  }

  #decide({ id, wait }: Transaction, kind: 'approve' | 'deny', by: string): void {
    const { truth } = this.#parts;
    if (kind === 'approve') truth.approved.add(id);
    const key = `${kind} ${wait?.until ?? 0}`;
    sendUntilHeard(this.#parts, {
      input: {
        type: 'act',
        transactionId: id,
        by,
        key,
        act: { kind },
        reason: 'looked at it',
        evidence: null,
      },
      name: `${kind} of ${short(id)} by ${by}`,
      onReply: () => {},
    });
  }

  /** Their name is like one that a list has from now on; most are somebody else, as is found later. */
  #list(customerId: string): void {
    const { chance, scheduler } = this.#parts;
    const number = 1;
    this.#learn(customerId, { kind: 'screening', screening: 'hit', number });
    if (chance.happens(0.7))
      scheduler.after(chance.between(HOUR_MS, 72 * HOUR_MS), () =>
        this.#learn(customerId, { kind: 'screening', screening: 'cleared', number }),
      );
  }

  /** Tells it with what they have under way, and again with what was named where there was more. */
  #learn(customerId: string, change: ProfileChange, transactionIds: readonly string[] = []): void {
    const { scheduler, truth } = this.#parts;
    const at = scheduler.now();
    if (change.kind === 'identity' && change.stage === 'verified' && !truth.verified.has(customerId))
      truth.verified.set(customerId, at);
    if (change.kind === 'identity' && change.stage === 'refused') truth.surelyVerified.delete(customerId);
    if (change.kind === 'screening' && change.screening === 'hit') truth.mayBeListed.add(customerId);
    if (change.kind === 'screening' && change.screening !== 'hit') truth.listed.delete(customerId);
    const input = {
      type: 'profile',
      customerId,
      change,
      by: 'officer',
      reason: 'found out',
      transactionIds,
    } as const;
    sendUntilHeard(this.#parts, {
      input,
      name: `profile of ${short(customerId)} (${change.kind})`,
      onReply: (reply) => {
        if (reply.kind === 'incomplete') return this.#learn(customerId, change, reply.transactionIds);
        if (reply.kind !== 'profile') return;
        if (reply.profile.identity === 'verified') truth.surelyVerified.set(customerId, scheduler.now());
        if (reply.profile.screening === 'hit') truth.listed.set(customerId, scheduler.now());
        if (reply.profile.screening === 'cleared') truth.mayBeListed.delete(customerId);
      },
    });
  }
}
