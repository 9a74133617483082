/** Form-encoded parameters with bracket keys, `a[b]=1&c[0]=x&c[]=y`, as Stripe's v1 API reads them. */
import qs from 'qs';
import type { z } from 'zod';
import { invalidRequest, type StripeError } from './v1-errors.ts';

export type FormParams = Readonly<Record<string, unknown>>;

/** An empty value means "not set" at Stripe; such parameters are left out here. */
export function parseForm(text: string): FormParams {
  const parsed = qs.parse(text, { depth: 8, parameterLimit: 1_000, arrayLimit: 200, plainObjects: true });
  return Object.fromEntries(Object.entries(parsed).filter(([, value]) => value !== ''));
}

/** The first thing that is wrong with the shape of parameters, in Stripe's words and with Stripe's name for it. */
export function shapeError(issues: readonly z.core.$ZodIssue[]): StripeError {
  const issue = issues[0];
  if (issue === undefined) return invalidRequest('The parameters could not be read.');
  const param = paramName(issue.path);
  switch (issue.code) {
    case 'unrecognized_keys': {
      const unknown = paramName([...issue.path, issue.keys[0] ?? '']);
      return invalidRequest(`Received unknown parameter: ${unknown}`, unknown, 'parameter_unknown');
    }
    case 'invalid_value':
      return invalidRequest(`Invalid ${param}: must be one of ${issue.values.map(String).join(', ')}`, param);
    case 'invalid_type':
      return issue.input === undefined
        ? invalidRequest(`Missing required param: ${param}.`, param, 'parameter_missing')
        : invalidRequest(`Invalid ${issue.expected === 'record' ? 'object' : issue.expected}`, param);
    default:
      return invalidRequest(issue.message, param);
  }
}

/** `['wallet_addresses', 'solana']` is written `wallet_addresses[solana]`. */
function paramName(path: readonly PropertyKey[]): string {
  const [first, ...rest] = path.map(String);
  return `${first ?? ''}${rest.map((part) => `[${part}]`).join('')}`;
}
