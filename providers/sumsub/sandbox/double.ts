/** Everything of Sumsub, put together: applicants, its wire, and how it signs. */
import {
  createHexToken,
  type Double,
  type DoubleKind,
  type DoubleParts,
  showOrders,
} from '@diboas/sandbox-kit';
import { shownApplicant } from './applicant.ts';
import { type Applicants, createApplicants } from './applicants.ts';
import { createSumsubWire } from './server.ts';
import { applicantEvent, createSumsubSigner } from './webhooks.ts';

export interface SumsubDouble extends Double {
  readonly applicants: Applicants;
}

export const sumsubDouble: DoubleKind<SumsubDouble> = {
  id: 'sumsub',
  name: 'Sumsub',
  secrets: {
    SUMSUB_APP_TOKEN: {
      help: 'the app token that callers must send',
      expected: 'an app token of the sandbox, which begins with sbx:',
      isRight: (text) => text.startsWith('sbx:'),
    },
    SUMSUB_SECRET_KEY: { help: 'what requests are signed with' },
    SUMSUB_WEBHOOK_SECRET: { help: 'what webhooks are signed with' },
  },
  open: openSumsub,
};

function openSumsub(parts: DoubleParts): SumsubDouble {
  const { clock, publicUrl, random, store } = parts;
  const { SUMSUB_APP_TOKEN: appToken = '', SUMSUB_SECRET_KEY: secretKey = '' } = parts.secrets;
  const applicants = createApplicants({
    ...parts,
    tell(applicant, type) {
      const correlationId = createHexToken(random, 32);
      parts.sendEvent(applicantEvent(applicant, { type, correlationId, now: clock.now() }));
    },
  });
  return {
    applicants,
    orders: showOrders(applicants, shownApplicant),
    wire: createSumsubWire({ appToken, secretKey, applicants, store, clock, publicUrl }),
    signer: createSumsubSigner(parts.secrets.SUMSUB_WEBHOOK_SECRET ?? ''),
    resume: applicants.resume,
    forget() {},
  };
}
