// PostgreSQL refuses to run as root. When we are root, it runs as one of the machine's users without rights.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { Refused } from '../state/refused.ts';

export interface UnixUser {
  name: string;
  uid: number;
  gid: number;
}

/** In order of preference: the user made for PostgreSQL, then the one made for owning nothing. */
const candidateNames = ['postgres', '_postgres', 'nobody'] as const;

/** The user PostgreSQL runs as, or null when we are not root and it simply runs as ourselves. */
export function chooseUnprivilegedUser(passwdFile = '/etc/passwd'): UnixUser | null {
  if (process.getuid?.() !== 0) {
    refuseNameless();
    return null;
  }
  const users = parsePasswd(readFileSync(passwdFile, 'utf8'));
  for (const name of candidateNames) {
    const user = users.find((candidate) => candidate.name === name && candidate.uid !== 0);
    if (user !== undefined) return user;
  }
  throw new Error(
    `PostgreSQL can not run as root, and ${passwdFile} has none of the users ${candidateNames.join(', ')}. ` +
      'Run the command as another user, or give your own database with DATABASE_URL.',
  );
}

/** PostgreSQL looks up who runs it, and a container may run us as a number that the machine knows no user for. */
function refuseNameless(lookUp: () => unknown = userInfo): void {
  try {
    lookUp();
  } catch (cause) {
    throw new Refused(
      `PostgreSQL does not start for a user without a name, and ${process.getuid?.()} has none on this machine.\n` +
        'Give it an entry in /etc/passwd, run the command as another user, or give your own database with DATABASE_URL.',
      { cause },
    );
  }
}

/** The users of an /etc/passwd file (passwd(5)); lines that are not entries are left out. */
export function parsePasswd(text: string): UnixUser[] {
  return text.split('\n').flatMap((line) => {
    const [name, , uid, gid] = line.split(':');
    if (name === undefined || !/^-?\d+$/.test(uid ?? '') || !/^-?\d+$/.test(gid ?? '')) return [];
    // macOS writes nobody as -2, which the kernel keeps as an unsigned 32-bit number.
    return [{ name, uid: Number(uid) >>> 0, gid: Number(gid) >>> 0 }];
  });
}

/**
 * Whether the user can enter this existing folder. It is tried for real rather than computed from mode bits, so
 * closed parents and access lists count.
 */
export function canEnter(user: UnixUser, folder: string): boolean {
  return (
    spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { ...spawnAs(user), stdio: 'ignore' }).status === 0
  );
}

/** Options for child_process that run a program as the user, from a folder that everybody may enter. */
export function spawnAs(user: UnixUser | null): { uid?: number; gid?: number; cwd: string } {
  return user === null ? { cwd: '/' } : { uid: user.uid, gid: user.gid, cwd: '/' };
}
