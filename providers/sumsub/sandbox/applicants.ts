/** All applicants, and the links that lead them to their page. */
import { type Instant, type Outcome, type Random, refuse } from '@diboas/kernel';
import {
  type AdvanceRefusal,
  type AdvanceTo,
  createHexToken,
  createSessions,
  createToken,
  type Faults,
  faultPlan,
  type SessionParts,
} from '@diboas/sandbox-kit';
import type { Applicant } from './applicant.ts';
import { type Act, LIFE } from './life.ts';

export interface ApplicantLink {
  readonly token: string;
  readonly applicant: string;
  readonly endsAt: Instant;
  readonly returnUrl: string | null;
}

export interface Applicants {
  create(params: Pick<Applicant, 'externalUserId' | 'email' | 'levelName'>): Applicant;
  get(id: string): Applicant | undefined;
  known(externalUserId: string): Applicant | undefined;
  /** Newest first. */
  list(): readonly Applicant[];
  perform(id: string, act: Act): Outcome<Applicant, AdvanceRefusal>;
  linkTo(applicant: Applicant, given: Pick<ApplicantLink, 'endsAt' | 'returnUrl'>): ApplicantLink;
  /** Undefined where it is none, or not good any more. */
  link(token: string): ApplicantLink | undefined;
  endLink(link: ApplicantLink): void;
  advance(id: string, to: AdvanceTo): Outcome<Applicant, AdvanceRefusal>;
  resume(): void;
}

export const APPLICANTS_PATH = '/resources/applicants';

/** What a fault on the making of an applicant is matched against. */
const CREATION = { provider: 'sumsub', method: 'POST', path: APPLICANTS_PATH };

export function createApplicants(
  parts: SessionParts & {
    readonly random: Random;
    readonly faults: Faults;
    tell(applicant: Applicant, type: string): void;
  },
): Applicants {
  const { clock, faults, random, store, tell } = parts;
  const links = store.shelf<ApplicantLink>('sumsub_links');
  const applicants = createSessions(parts, LIFE, {
    ...{ provider: 'sumsub', shelfName: 'sumsub_applicants' },
    onStatusChange(applicant) {
      const type = happening(applicant);
      if (type !== null) tell(applicant, type);
    },
  });
  const get = (id: string) => applicants.get(id);
  return {
    create(params) {
      const applicant = applicants.add({
        ...params,
        ...{ id: createHexToken(random, 24), inspectionId: createHexToken(random, 24) },
        ...{ createdAt: clock.now(), phase: 'init', isInactive: false, tries: 0, ending: null, dueAt: null },
        failsAnyway: faultPlan(faults, CREATION).rejectAt !== null,
      });
      tell(applicant, 'applicantCreated');
      return applicant;
    },
    get,
    known: (externalUserId) => applicants.list().find((one) => one.externalUserId === externalUserId),
    list: applicants.list,
    perform(id, act) {
      const applicant = get(id);
      return applicant === undefined ? refuse('unknown_session') : applicants.perform(applicant, act);
    },
    linkTo(applicant, given) {
      const link = { ...given, token: `sbx_${createToken(random, 16)}`, applicant: applicant.id };
      links.put(link.token, link);
      return link;
    },
    link(token) {
      const link = links.get(token);
      return link !== undefined && clock.now() < link.endsAt ? link : undefined;
    },
    endLink: (link) => links.put(link.token, { ...link, endsAt: 0 }),
    advance(id, to) {
      const applicant = get(id);
      return applicant === undefined ? refuse('unknown_session') : applicants.advance(applicant, to);
    },
    resume: applicants.resume,
  };
}

/** The webhook for it; null for what Sumsub tells nobody. */
function happening({ phase, isInactive }: Applicant): string | null {
  if (isInactive) return 'applicantDeactivated';
  const types: Readonly<Record<Applicant['phase'], string | null>> = {
    ...{ init: 'applicantReset', pending: 'applicantPending', prechecked: 'applicantPrechecked' },
    ...{ queued: null, onHold: 'applicantOnHold', completed: 'applicantReviewed' },
    ...{ awaitingUser: 'applicantAwaitingUser', awaitingService: 'applicantAwaitingService' },
  };
  return types[phase];
}
