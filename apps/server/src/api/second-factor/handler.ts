import { accept, formatInstant } from '@diboas/kernel';
import type { SecondFactorView } from '@diboas/protocol';
import type { FactorState } from '../../factor/second-factor.ts';
import type { ApiHandlers } from '../../http/api-route.ts';
import type { Parts } from '../../parts/parts.ts';
import { showMoney } from '../money/view.ts';

type FactorRoutes =
  | 'secondFactor'
  | 'beginFactor'
  | 'confirmFactor'
  | 'giveFactor'
  | 'renewRecoveryCodes'
  | 'turnFactorOff';

/** The app that makes codes for a person, and their recovery codes. What is secret is answered once and kept nowhere. */
export function createSecondFactorHandlers({
  secondFactor: factor,
}: Pick<Parts, 'secondFactor'>): Pick<ApiHandlers, FactorRoutes> {
  const shown = (codes: readonly string[]) => ({ body: { recoveryCodes: [...codes] } });
  return {
    secondFactor: async ({ session }) => accept({ body: showFactor(await factor.state(session)) }),
    async beginFactor({ session }) {
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
      const renewed = await factor.renewCodes(session);
      return renewed.ok ? accept(shown(renewed.value)) : renewed;
    },
    async turnFactorOff({ session }) {
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
