import type { Person } from '@diboas/testkit/person';
import { wholeUnits } from './whole-units.ts';

/** What the person may spend of USDC out of this balance, in minor units. */
export async function spendableOf(person: Person, type: 'BANKING' | 'INVESTING'): Promise<bigint> {
  const { balances } = await person.balances();
  const found = balances.find((one) => one.type === type && one.asset === 'USDC');
  return wholeUnits('USDC', found?.available ?? '0');
}
