import { readFileSync } from 'node:fs';

/**
 * Whether the process still does anything. One that has ended but whose parent has not asked after it yet (a
 * "zombie") keeps its number, holds nothing, and counts as ended; that can only be told apart on Linux.
 */
export function isAlive(pid: number): boolean {
  const stat = readStat(pid);
  if (stat !== null) return stat[0] !== 'Z' && stat[0] !== 'X';
  try {
    return process.platform !== 'linux' && process.kill(pid, 0);
  } catch (error) {
    // The process of another user is alive all the same.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/**
 * When the process began, on Linux: a number that was given to another process since is told apart by it. Empty
 * elsewhere, and when there is no such process.
 */
export function startTime(pid: number): string {
  return readStat(pid)?.[19] ?? '';
}

/** The fields of proc_pid_stat(5) from the third on: those before it hold the name, which may contain spaces. */
function readStat(pid: number): string[] | null {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
  } catch {
    return null;
  }
}
