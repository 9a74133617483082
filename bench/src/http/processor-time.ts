import { readdirSync, readFileSync } from 'node:fs';

/** Clock ticks a second in /proc: fixed at 100 for what programs see (proc(5)). */
const TICKS_A_SECOND = 100;

/** Processor time that a process, or a family of them, has taken so far, in microseconds; null where there is no /proc. */
export function processorTimeUs(pid: number, { withChildren = false } = {}): number | null {
  const own = readStat(pid);
  if (own === null) return null;
  const children = withChildren ? childrenOf(pid) : [];
  const ticks = [own, ...children].reduce((sum, one) => sum + one.ticks, withChildren ? own.endedTicks : 0);
  return (ticks / TICKS_A_SECOND) * 1_000_000;
}

interface Stat {
  readonly parent: number;
  readonly ticks: number;
  /** Of children that have ended. */
  readonly endedTicks: number;
}

function childrenOf(pid: number): readonly Stat[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readStat(Number(name)) ?? [])
    .filter(({ parent }) => parent === pid);
}

/** The fields of /proc/PID/stat after the program's name, which may hold anything: the state is the first. */
function readStat(pid: number): Stat | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const at = (field: number) => fields[field - 3] ?? 0;
    return { parent: at(4), ticks: at(14) + at(15), endedTicks: at(16) + at(17) };
  } catch {
    // It has ended, or this system has no /proc.
    return null;
  }
}
