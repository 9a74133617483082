import type { Instant } from '@diboas/kernel';
import {
  type BeginIdentity,
  type BeginIdentityAnswer,
  keptLink,
  keptText,
  ProviderRefusalError,
} from '@diboas/providers-kit';
import { z } from 'zod';
import type { SumsubConnection } from '../wire/connection.ts';
import { sortFault } from '../wire/fault.ts';

const APPLICANTS_PATH = '/resources/applicants';
const LINKS_PATH = '/resources/sdkIntegrations/levels/-/websdkLink';

/** How long a link is good. A person who comes later is given another. */
const LINK_LIFE_S = 1_800;

const madeSchema = z.object({ id: keptText.min(1), externalUserId: keptText });
const linkSchema = z.object({ url: keptLink });

/**
 * Sumsub knows a person once, by our name of them, so that a key has nothing to say: whoever begins again comes to the same
 * applicant, by a new link (docs.sumsub.com/reference/create-applicant, generate-websdk-external-link).
 */
export async function beginApplicant(
  connection: SumsubConnection,
  ask: BeginIdentity,
  { level, now }: { readonly level: string; readonly now: () => Instant },
): Promise<BeginIdentityAnswer> {
  const { personId, returnUrl } = ask;
  try {
    const isKnown = await makeKnown(connection, ask, level);
    if (!isKnown) return { kind: 'unknown', detail: 'the answer is no applicant of ours' };
    const redirect = { successUrl: returnUrl, rejectUrl: returnUrl };
    const body = { levelName: level, userId: personId, ttlInSecs: LINK_LIFE_S, redirect };
    const link = linkSchema.safeParse(await connection.post(LINKS_PATH, body));
    if (!link.success) return { kind: 'unknown', detail: 'the answer is no link for an applicant' };
    return { kind: 'begun', reference: personId, url: link.data.url };
  } catch (error) {
    return sortFault(error, now());
  }
}

/** Whether Sumsub knows the person now. It says 409 where it did before. */
async function makeKnown(
  connection: SumsubConnection,
  { personId, email }: BeginIdentity,
  level: string,
): Promise<boolean> {
  const body = { externalUserId: personId, email, type: 'individual' };
  try {
    const made = madeSchema.safeParse(
      await connection.post(`${APPLICANTS_PATH}?levelName=${encodeURIComponent(level)}`, body),
    );
    return made.success && made.data.externalUserId === personId;
  } catch (error) {
    if (isKnownAlready(error)) return true;
    throw error;
  }
}

/** Integrators are answered with a name of the error or without one; a conflict with another name is another one. */
function isKnownAlready(error: unknown): boolean {
  return (
    error instanceof ProviderRefusalError &&
    error.status === 409 &&
    (error.code === 'applicant-already-exists' || error.code === '409')
  );
}
