// Anvil as a program of ours: found without an install script, started in silence, spoken to behind the public wire.
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { type GuardedProgram, startGuardedProgram } from '../program/guarded-program.ts';

/** No chain of value: what is signed for it is worth nothing anywhere else. */
export const CHAIN_ID = 31_337;

export interface Anvil {
  /** Everything that anvil can do, its acts of control too. Never shown to clients. */
  readonly url: string;
  stop: GuardedProgram['stop'];
}

export async function startAnvil(seed: string): Promise<Anvil> {
  const program = await startGuardedProgram({
    name: 'anvil',
    command: anvilBinary(),
    args: [
      ...['--host', '127.0.0.1', '--port', '0', '--no-cors'],
      // Blocks are made by us alone, so that the pace of the chain is known in one place.
      '--no-mining',
      ...['--chain-id', `${CHAIN_ID}`, '--accounts', '1', '--mnemonic-seed-unsafe', `${seedNumber(seed)}`],
      // Two threads are enough for a chain of ours, and states of old blocks are not written to anybody's home folder.
      ...['--threads', '2', '--max-persisted-states', '0'],
    ],
    ready: /^Listening on (127\.0\.0\.1:\d+)/,
  });
  return { url: `http://${program.said}`, stop: program.stop };
}

/** The first 48 bits of its hash: what a JavaScript number and anvil's option both hold. */
function seedNumber(seed: string): number {
  return createHash('sha256').update(seed).digest().readUIntBE(0, 6);
}

/** The binary lies in a package for its platform, which npm chooses by itself: no install script has to run. */
function anvilBinary(): string {
  const platform = process.platform === 'win32' ? 'win32' : process.platform;
  const processor = process.arch === 'x64' ? 'amd64' : process.arch;
  const name = `@foundry-rs/anvil-${platform}-${processor}`;
  const file = process.platform === 'win32' ? 'anvil.exe' : 'anvil';
  try {
    return createRequire(import.meta.url).resolve(`${name}/bin/${file}`);
  } catch (cause) {
    throw new Error(`The package ${name} with anvil's program is not installed. Run "npm ci".`, { cause });
  }
}
