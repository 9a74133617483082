import { riskProfileView } from '@diboas/protocol';
import type { Person } from './person.ts';

/** Answers as somebody does who may be sold every strategy. */
export async function bearMuch(person: Person): Promise<void> {
  const path = '/v1/risk-profile';
  const { version } = riskProfileView.parse((await person.call('GET', path)).body);
  const answers = {
    falls: 'put_in_more',
    needed: 'later',
    share: 'little',
    known: 'well',
    waiting: 'a_month',
  };
  const { status } = await person.call('POST', path, { body: { version, answers } });
  if (status >= 300) throw new Error(`what they can bear was answered with ${status}`);
}
