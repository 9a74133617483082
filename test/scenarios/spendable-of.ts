import { assert, parseMoney } from '@diboas/kernel';
import type { Person } from '@diboas/testkit/person';

/** What the person may spend of USDC out of this balance, in minor units. */
export async function spendableOf(person: Person, type: 'BANKING' | 'INVESTING'): Promise<bigint> {
  const { balances } = await person.balances();
  const found = balances.find((one) => one.type === type && one.asset === 'USDC');
  const parsed = parseMoney('USDC', found?.available ?? '0');
  assert(parsed.ok, 'a balance is an exact amount', { found });
  return parsed.value.units;
}
