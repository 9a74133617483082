import { assert, type Instant } from '@diboas/kernel';
import type { Chance } from './chance.ts';

/**
 * Virtual time: nothing waits for real, the next thing simply happens at its instant. What falls on one instant
 * happens in an order that the seed draws, so that no run depends on the order in which things were planned.
 */
export interface Scheduler {
  now(): Instant;
  after(ms: number, run: () => void): void;
  /** When the next thing happens; null when nothing is planned. */
  next(): Instant | null;
  /** Moves time to the next thing and lets it happen. */
  step(): void;
  /** Moves time on without anything happening; never past `next`. */
  moveTo(instant: Instant): void;
}

interface Planned {
  readonly at: Instant;
  readonly tie: number;
  readonly run: () => void;
}

export function createScheduler(start: Instant, chance: Chance): Scheduler {
  const heap: Planned[] = [];
  let now = start;
  return {
    now: () => now,
    after(ms, run) {
      assert(ms >= 0, 'nothing is planned in the past', { ms });
      push(heap, { at: now + Math.round(ms), tie: chance.random.uint32(), run });
    },
    next: () => heap[0]?.at ?? null,
    step() {
      const first = pop(heap);
      assert(first, 'something must be planned');
      now = first.at;
      first.run();
    },
    moveTo(instant) {
      const next = heap[0]?.at ?? Number.POSITIVE_INFINITY;
      assert(instant >= now && instant <= next, 'time moves from one event to the next', { instant });
      now = instant;
    },
  };
}

function comesFirst(left: Planned, right: Planned): boolean {
  return left.at < right.at || (left.at === right.at && left.tie < right.tie);
}

/** A binary heap: a parent comes before both of its children, which stand at 2i + 1 and 2i + 2. */
function push(heap: Planned[], planned: Planned): void {
  let place = heap.length;
  heap.push(planned);
  while (place > 0) {
    const parent = (place - 1) >> 1;
    const above = heap[parent];
    if (!above || !comesFirst(planned, above)) break;
    heap[place] = above;
    place = parent;
  }
  heap[place] = planned;
}

function pop(heap: Planned[]): Planned | undefined {
  const first = heap[0];
  const last = heap.pop();
  if (!last || heap.length === 0) return first;
  let place = 0;
  for (;;) {
    const smaller = smallerChild(heap, place);
    const child = heap[smaller];
    if (!child || !comesFirst(child, last)) break;
    heap[place] = child;
    place = smaller;
  }
  heap[place] = last;
  return first;
}

function smallerChild(heap: readonly Planned[], place: number): number {
  const left = heap[2 * place + 1];
  const right = heap[2 * place + 2];
  return left && right && comesFirst(right, left) ? 2 * place + 2 : 2 * place + 1;
}
