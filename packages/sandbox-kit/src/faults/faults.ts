/**
 * Chooses which faults strike. Each fault draws from a random sequence of its own, made from the seed and the
 * fault's id, and draws once for every moment that matches it. So the same seed and the same sequence of requests
 * give the same choices, whatever else (webhooks, other faults) happens in between.
 */
import { accept, createSeededRandom, type Outcome, type Random, refuse } from '@diboas/kernel';
import type { Log } from '../keeping/log.ts';
import { type EndingFault, type Fault, type FaultKind, type FaultOf, REQUEST_FAULTS } from './fault.ts';

/** The moment that a fault may strike. */
export interface FaultSubject {
  readonly provider: string;
  readonly method: string;
  readonly path: string;
  /** What a webhook tells of; requests have none. */
  readonly status?: string;
}

export interface RequestPlan {
  /** How long the answer is held back, all latency faults added up. */
  readonly waitMs: number;
  /** How far the provider's clock is behind. */
  readonly behindMs: number;
  /** Whether idempotency keys count where the provider does not declare them. */
  readonly honoursKeys: boolean;
  readonly ending: EndingFault | null;
}

export interface Faults {
  list(): readonly Fault[];
  /** Replaces all faults and starts their random sequences again. Ids are given to those that have none. */
  replace(faults: readonly ParsedFault[]): void;
  /** Adds one and leaves the others as they are. Refused when its id is taken. */
  add(fault: ParsedFault): Outcome<Fault, 'id_taken'>;
  remove(id: string): boolean;
  /** Every fault of these kinds that strikes now; counts them and writes them down. */
  strike<Kind extends FaultKind>(kinds: readonly Kind[], subject: FaultSubject): readonly FaultOf<Kind>[];
  /** Latency and slowness of the clock add up; of those that end a request the first one that strikes decides. */
  planRequest(subject: FaultSubject): RequestPlan;
  onChange(listener: () => void): void;
}

/** A fault whose id may still have to be chosen. */
export type ParsedFault = Omit<Fault, 'id'> & { readonly id?: string | undefined };

interface Armed {
  readonly random: Random;
  fault: Fault;
}

export function createFaults(seed: number, log: Log): Faults {
  let armed: Armed[] = [];
  const listeners: (() => void)[] = [];
  const changed = (): void => {
    for (const listener of listeners) listener();
  };

  const strikes = (entry: Armed, subject: FaultSubject): boolean => {
    const { fault } = entry;
    if (fault.remaining === 0 || !matches(fault, subject)) return false;
    if (fault.skip !== undefined && fault.skip > 0) {
      entry.fault = { ...fault, skip: fault.skip - 1 };
      return false;
    }
    if (entry.random.uint32() >= fault.probability * 0x1_0000_0000) return false;
    if (fault.remaining !== undefined) entry.fault = { ...fault, remaining: fault.remaining - 1 };
    log.add('fault', subject.provider, `${fault.kind} struck ${subject.method} ${subject.path}`, {
      fault,
    });
    return true;
  };
  const ofKinds = <Kind extends FaultKind>(kinds: readonly Kind[]): Armed[] =>
    armed.filter((entry) => kinds.some((kind) => kind === entry.fault.kind));

  return {
    list: () => armed.map((entry) => entry.fault),
    replace(faults) {
      armed = [];
      for (const fault of faults) armed.push(arm(seed, fault, armed));
      changed();
    },
    add(fault) {
      const added = arm(seed, fault, armed);
      if (armed.some((entry) => entry.fault.id === added.fault.id)) return refuse('id_taken');
      armed.push(added);
      changed();
      return accept(added.fault);
    },
    remove(id) {
      const before = armed.length;
      armed = armed.filter((entry) => entry.fault.id !== id);
      if (armed.length !== before) changed();
      return armed.length !== before;
    },
    strike<Kind extends FaultKind>(kinds: readonly Kind[], subject: FaultSubject) {
      const struck = ofKinds(kinds).filter((entry) => strikes(entry, subject));
      return struck.map((entry) => entry.fault as FaultOf<Kind>);
    },
    planRequest(subject) {
      const plan = { waitMs: 0, behindMs: 0, honoursKeys: false };
      for (const entry of ofKinds(REQUEST_FAULTS)) {
        if (!strikes(entry, subject)) continue;
        const { fault } = entry;
        if (fault.kind === 'latency') plan.waitMs += fault.ms;
        else if (fault.kind === 'slow_clock') plan.behindMs += fault.ms;
        else if (fault.kind === 'honoured_keys') plan.honoursKeys = true;
        else return { ...plan, ending: fault as EndingFault };
      }
      return { ...plan, ending: null };
    },
    onChange(listener) {
      listeners.push(listener);
    },
  };
}

/** Without an id of its own a fault is called by its kind and the first number that is free. */
function arm(seed: number, fault: ParsedFault, others: readonly Armed[]): Armed {
  const taken = (id: string): boolean => others.some((entry) => entry.fault.id === id);
  let number = 1;
  while (taken(`${fault.kind}-${number}`)) number += 1;
  const id = fault.id ?? `${fault.kind}-${number}`;
  return { random: createSeededRandom(mixed(seed, id)), fault: { ...fault, id } as Fault };
}

function matches(fault: Fault, subject: FaultSubject): boolean {
  const { provider, method, path, status } = fault.match ?? {};
  if (provider !== undefined && provider !== subject.provider) return false;
  if (method !== undefined && method !== subject.method) return false;
  if (status !== undefined && status !== subject.status) return false;
  if (path === undefined) return true;
  return path.endsWith('*') ? subject.path.startsWith(path.slice(0, -1)) : subject.path === path;
}

/** FNV-1a of the id, mixed into the seed. */
function mixed(seed: number, id: string): number {
  let hash = 0x811c9dc5;
  for (const letter of id) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return (hash ^ Math.imul(seed, 0x9e3779b1)) >>> 0;
}
