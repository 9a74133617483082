import {
  factorCodeRequest,
  factorSetUp,
  PROBLEMS,
  type ProblemCode,
  ROUTES,
  recoveryCodes,
  secondFactorView,
} from '@diboas/protocol';
import { type ScriptedWorld, wireInstant } from './world.ts';

/** The code that is right here. */
export const RIGHT_CODE = '123456';

const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const CODES = Array.from({ length: 10 }, (_, number) => `7K2M-4QXP-9RTV-BC${number}D`);

/** Setting an app up, giving a code, and changing it: what needs the factor has it when it is fresh. */
export function secondFactor(
  world: ScriptedWorld,
  { method, path, body }: { method: string; path: string; body: unknown },
) {
  const factor = world.secondFactor;
  const isRight = () => factorCodeRequest.parse(body).code === RIGHT_CODE;
  if (method === 'GET') return { status: 200, body: secondFactorView.parse(factor) };
  if (path === ROUTES.giveFactor.path) {
    if (!isRight()) return refused('factor_wrong');
    factor.freshMs = 300_000;
    return { status: 200, body: secondFactorView.parse(factor) };
  }
  if (path === ROUTES.confirmFactor.path && !isRight()) return refused('factor_wrong');
  if (factor.since !== null && factor.freshMs === 0) return refused('factor_required');
  switch (path) {
    case ROUTES.beginFactor.path: {
      const uri = `otpauth://totp/diBoaS:customer%40example.com?issuer=diBoaS&secret=${SECRET}`;
      return { status: 201, body: factorSetUp.parse({ secret: SECRET, uri }) };
    }
    case ROUTES.confirmFactor.path:
      Object.assign(factor, {
        since: wireInstant(),
        recoveryCodesLeft: 10,
        freshMs: 300_000,
        withoutIt: null,
      });
      return { status: 201, body: recoveryCodes.parse({ recoveryCodes: CODES }) };
    case ROUTES.renewRecoveryCodes.path:
      factor.recoveryCodesLeft = 10;
      return { status: 201, body: recoveryCodes.parse({ recoveryCodes: CODES }) };
    default: {
      const most = { asset: 'USDC', amount: '250.000000' } as const;
      Object.assign(factor, {
        since: null,
        recoveryCodesLeft: 0,
        freshMs: 0,
        withoutIt: { most, left: most },
      });
      return { status: 200, body: secondFactorView.parse(factor) };
    }
  }
}

function refused(code: ProblemCode) {
  const { status, title } = PROBLEMS[code];
  return { status, body: { type: `urn:diboas:${code}`, title, status, code } };
}
