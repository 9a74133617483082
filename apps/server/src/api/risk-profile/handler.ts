import { answersNow, highestFor, judgeProfile, QUESTIONS_VERSION, type SaidRisk } from '@diboas/defi';
import { accept, bucketOf, formatInstant, refuse } from '@diboas/kernel';
import type { RiskProfileView } from '@diboas/protocol';
import type { ApiHandlers } from '../../http/api-route.ts';
import type { Parts } from '../../parts/parts.ts';

/** What a person can bear, by their answers. Each time they answer is put on record. */
export function createRiskProfileHandlers({
  store,
  clock,
  createId,
}: Pick<Parts, 'store' | 'clock' | 'createId'>): Pick<ApiHandlers, 'riskProfile' | 'sayRisk'> {
  return {
    async riskProfile({ session: { customerId } }) {
      return accept({ body: showProfile(await store.saidRisk(customerId)) });
    },
    async sayRisk({ session: { customerId }, body: { version, answers } }) {
      if (version !== QUESTIONS_VERSION) {
        const message = `must be ${QUESTIONS_VERSION}, the version of the questions that are asked now`;
        return refuse({ code: 'invalid_request', errors: [{ path: 'body/version', message }] });
      }
      const said: SaidRisk = { version, answers, at: clock.now() };
      await store.sayRisk(customerId, said);
      const entry = { id: createId(customerId), at: said.at, actor: customerId, subject: customerId };
      // What was answered stands in the rows of its person: the audit names nobody's circumstances.
      const detail = { version };
      await store.append(bucketOf(customerId), [{ ...entry, act: 'risk_said', detail }]);
      return accept({ body: showProfile(said) });
    },
  };
}

function showProfile(said: SaidRisk | null): RiskProfileView {
  const answers = said && answersNow(said);
  const version = QUESTIONS_VERSION;
  if (said === null || answers === null) return { version, said: null, isOutdated: said !== null };
  const { profile, points, heldBy } = judgeProfile(answers);
  return {
    version,
    said: {
      ...{ answers, at: formatInstant(said.at), profile, points },
      ...{ heldBy: [...heldBy], highest: highestFor(profile) },
    },
    isOutdated: false,
  };
}
