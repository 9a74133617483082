import { faultSchema } from '@diboas/sandbox-kit';
import { readSources, readText } from '@diboas/testkit/sources';
import { expect, it } from 'vitest';
import { PLANNED_FAULTS, STEP_FAULTS } from '../simulation/ground/faults.ts';
import { CHAIN_FAULTS } from '../simulation/outside/chain-faults.ts';
import { CROSSING_FAULTS } from '../simulation/outside/defi/crossing-faults.ts';
import { STRATEGY_FAULTS } from '../simulation/outside/defi/strategy-faults.ts';
import { PAYOUT_FAULTS } from '../simulation/outside/payout-faults.ts';
import { playedIn, readFaultJoin } from './faults.ts';

/** Those of one part of its world each. */
const OWN = { CHAIN_FAULTS, PAYOUT_FAULTS, STRATEGY_FAULTS, CROSSING_FAULTS };

const played = playedIn(readText('docs/faults.md'));
const kindsOf = (who: string) => played.filter((one) => one.by === who).map(({ kind }) => kind);

it('every fault that the sandbox can be told to have is in docs/faults.md, once, and no other', () => {
  const known = faultSchema.options.map(({ shape }) => shape.kind.value);
  expect(kindsOf('sandbox').sort()).toEqual(known.sort());
});

it('every fault that the simulator strikes with is in docs/faults.md, once, and no other', () => {
  const own = Object.values(OWN).flatMap<string>(({ kinds }) => kinds);
  const struck = [...STEP_FAULTS, ...PLANNED_FAULTS, ...own];
  expect(kindsOf('simulator').sort()).toEqual(struck.sort());
});

it('no table of the simulator’s faults is left out', () => {
  const written = readSources().flatMap(({ text }) =>
    [...text.matchAll(/export const (\w+) = faultTable\(/g)].map(([, name]) => name),
  );
  expect(written.sort()).toEqual(Object.keys(OWN).sort());
});

it('each is a fault that people may meet, or says that it is none', () => {
  const { rows } = readFaultJoin();
  const unknown = played.flatMap(({ kind, is }) =>
    is.filter((name) => !rows.includes(name)).map((name) => `${kind} is ${name}, which is no fault`),
  );
  expect(unknown).toEqual([]);
  expect(played.filter(({ is }) => is.length === 0).map(({ kind }) => kind)).toEqual([]);
});

it('a row names who plays it, its kind, and the faults that it is', () => {
  expect(
    playedIn('| `a.one` | One |\n| sandbox | `one` | `a.one`, `a.two` |\n| simulator | `two` | no fault |\n'),
  ).toEqual([
    { by: 'sandbox', kind: 'one', is: ['a.one', 'a.two'] },
    { by: 'simulator', kind: 'two', is: [] },
  ]);
});
