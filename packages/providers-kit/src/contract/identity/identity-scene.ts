import { assert } from '@diboas/kernel';
import type { BeginIdentity, IdentityDesk, IdentityState } from '../../manifest/identity.ts';
import type { IdentitySuite, IdentityWorld } from './identity-world.ts';

const PERSON_ID = '019ab000-0000-7000-8000-000000000011';
export const EMAIL = 'ada@example.test';

export function askOf(key: string, personId = PERSON_ID): BeginIdentity {
  return { key, personId, email: EMAIL, returnUrl: 'https://app.diboas.test/back' };
}

export async function beginOne(desk: IdentityDesk, ask: BeginIdentity) {
  const answer = await desk.begin(ask);
  assert(answer.kind === 'begun', 'the provider has a page for it', { answer });
  return answer;
}

export async function identityStateOf(desk: IdentityDesk, reference: string): Promise<IdentityState> {
  const answer = await desk.look(reference);
  assert(answer.kind === 'found', 'the provider knows it', { answer });
  return answer.state;
}

export interface IdentityScene {
  readonly suite: IdentitySuite;
  world(): IdentityWorld;
  desk(): IdentityDesk;
  /** Another person each time: their events are none of an earlier test's. */
  newPerson(): string;
}
