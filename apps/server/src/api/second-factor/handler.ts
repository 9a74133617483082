import { accept, formatInstant, type Outcome, refuse } from '@diboas/kernel';
import type { SecondFactorView } from '@diboas/protocol';
import { createMinuteCounts } from '../../counting/minute-counts.ts';
import type { FactorState } from '../../factor/second-factor.ts';
import type { ApiHandlers, Session } from '../../http/api-route.ts';
import type { Parts } from '../../parts/parts.ts';
import { type HttpRefusal, tooMany } from '../../refusals/refusal.ts';
import { showMoney } from '../money/view.ts';

type FactorRoutes =
  | 'secondFactor'
  | 'beginFactor'
  | 'confirmFactor'
  | 'giveFactor'
  | 'renewRecoveryCodes'
  | 'turnFactorOff';

/** How often one customer may change their second factor in a minute: each change is a row of the audit, which is kept for ever. */
const CHANGES_PER_MINUTE = 10;
/** Customers of whom a node remembers it. */
const CUSTOMERS_MAX = 20_000;

/** The app that makes codes for a person, and their recovery codes. What is secret is answered once and kept nowhere. */
export function createSecondFactorHandlers({
  secondFactor: factor,
  clock,
}: Pick<Parts, 'secondFactor' | 'clock'>): Pick<ApiHandlers, FactorRoutes> {
  const changes = createMinuteCounts(CUSTOMERS_MAX);
  const countChange = ({ customerId }: Session): Outcome<void, HttpRefusal<'too_many_requests'>> => {
    const now = clock.now();
    if (changes.countOf(customerId, now) >= CHANGES_PER_MINUTE)
      return refuse(tooMany(changes.secondsLeft(customerId, now)));
    changes.add(customerId, now);
    return accept(undefined);
  };
  const shown = (codes: readonly string[]) => ({ body: { recoveryCodes: [...codes] } });
  return {
    secondFactor: async ({ session }) => accept({ body: showFactor(await factor.state(session)) }),
    async beginFactor({ session }) {
      const counted = countChange(session);
      if (!counted.ok) return counted;
      const begun = await factor.begin(session);
      return begun.ok ? accept({ body: begun.value }) : begun;
    },
    async confirmFactor({ session, body }) {
      const confirmed = await factor.confirm(session, body.code);
      return confirmed.ok ? accept(shown(confirmed.value)) : confirmed;
    },
    async giveFactor({ session, body }) {
      const given = await factor.give(session, body.code);
      return given.ok ? accept({ body: showFactor(await factor.state(session)) }) : given;
    },
    async renewRecoveryCodes({ session }) {
      const counted = countChange(session);
      if (!counted.ok) return counted;
      const renewed = await factor.renewCodes(session);
      return renewed.ok ? accept(shown(renewed.value)) : renewed;
    },
    async turnFactorOff({ session }) {
      const counted = countChange(session);
      if (!counted.ok) return counted;
      const off = await factor.turnOff(session);
      return off.ok ? accept({ body: showFactor(await factor.state(session)) }) : off;
    },
  };
}

function showFactor({ since, recoveryCodesLeft, freshMs, withoutIt }: FactorState): SecondFactorView {
  return {
    ...{ since: since === null ? null : formatInstant(since), recoveryCodesLeft, freshMs },
    withoutIt: withoutIt && { most: showMoney(withoutIt.most), left: showMoney(withoutIt.left) },
  };
}
