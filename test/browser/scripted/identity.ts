import { begunIdentity, type IdentityView, identityView } from '@diboas/protocol';

const usd = (amount: string) => ({ asset: 'USD', amount }) as const;

/** What somebody may do who is not known, and has done nothing. */
export function unknownPerson(): IdentityView {
  const limit = (days: number, amount: string) => ({ days, most: usd(amount), left: usd(amount) });
  const verified = [limit(1, '25000.00'), limit(30, '100000.00')];
  return {
    ...{ tier: 'unverified', todo: 'verify', reason: null },
    limits: { in: [limit(30, '1000.00')], out: [limit(1, '500.00'), limit(30, '1000.00')] },
    onceVerified: { in: verified, out: verified },
  };
}

/** How well the person is known, and the page of a provider, which is none here: it leads back at once. */
export function identity(world: { identity: IdentityView }, { method }: { readonly method: string }) {
  if (method === 'GET') return { status: 200, body: identityView.parse(world.identity) };
  world.identity = { ...world.identity, todo: 'wait', reason: null };
  return { status: 201, body: begunIdentity.parse({ url: null }) };
}
