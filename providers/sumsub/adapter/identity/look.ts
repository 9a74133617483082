import type { Instant } from '@diboas/kernel';
import { type IdentityAnswer, ProviderRefusalError } from '@diboas/providers-kit';
import type { SumsubConnection } from '../wire/connection.ts';
import { sortFault } from '../wire/fault.ts';
import { readApplicant } from './applicant.ts';

/** Asked by our own name of the person, since a link's answer tells no id (docs.sumsub.com/reference/get-applicant-data-via-externaluserid). */
export async function lookAtApplicant(
  connection: SumsubConnection,
  reference: string,
  { level, now }: { readonly level: string; readonly now: () => Instant },
): Promise<IdentityAnswer> {
  try {
    const path = `/resources/applicants/-;externalUserId=${encodeURIComponent(reference)}/one`;
    const state = readApplicant(await connection.get(path), { reference, level });
    return state.ok ? { kind: 'found', state: state.value } : { kind: 'unknown', detail: state.refusal };
  } catch (error) {
    if (error instanceof ProviderRefusalError && error.status === 404) return { kind: 'not_found' };
    return { kind: 'unknown', detail: sortFault(error, now()).detail };
  }
}
