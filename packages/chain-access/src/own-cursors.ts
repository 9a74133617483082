// A cursor is a place on one chain. Chains for tests begin anew at the same address, and a place on the one before would pass
// by whatever comes on the new one until it is as long.
import { accept } from '@diboas/kernel';
import type { ChainNetwork } from '@diboas/networks';
import type { ChainAccess } from './shape/chain-access.ts';

/** How much of the first block's name is told: enough that no two chains at one address have it in common. */
const NAME_LENGTH = 12;

/** The same look with the chain's name in its cursors: one of another chain is none. */
export function withOwnCursors({
  genesis,
  incoming,
}: Pick<ChainAccess<ChainNetwork>, 'genesis' | 'incoming'>): ChainAccess<ChainNetwork>['incoming'] {
  return async (address, { since, madeAt }) => {
    const first = await genesis();
    if (!first.ok) return first;
    const name = first.value.slice(-NAME_LENGTH);
    const [, of, place = since] = since?.match(/^(\w{12}):(.*)$/s) ?? [];
    const seen = await incoming(address, { since: of === undefined || of === name ? place : null, madeAt });
    return seen.ok ? accept({ ...seen.value, until: `${name}:${seen.value.until}` }) : seen;
  };
}
