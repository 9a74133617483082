import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { meaningOf } from './error-meanings.ts';

/** The list as the official SDK holds it, made by machine from Coinbase's OpenAPI file. */
async function documentedErrorTypes(): Promise<readonly string[]> {
  const sdk = createRequire(import.meta.url).resolve('@coinbase/cdp-sdk');
  const generated = '../_esm/openapi-client/generated/coinbaseDeveloperPlatformAPIs.schemas.js';
  const module: unknown = await import(new URL(generated, pathToFileURL(sdk)).href);
  const { ErrorType } = z.object({ ErrorType: z.record(z.string(), z.string()) }).parse(module);
  return Object.values(ErrorType);
}

describe('the words of Coinbase', () => {
  it('are all sorted, and none that it does not have', async () => {
    const documented = await documentedErrorTypes();
    expect(documented.length).toBeGreaterThan(90);
    expect(documented.filter((errorType) => meaningOf(errorType) === null)).toEqual([]);
    expect(meaningOf('a_word_of_tomorrow')).toBeNull();
    expect(meaningOf('constructor')).toBeNull();
  });

  it.each(['daily_transaction_limit_exceeded', 'daily_amount_limit_exceeded', 'guest_transaction_count'])(
    '%s is a limit, and no fault of the request',
    (errorType) => expect(meaningOf(errorType)).toBe('limit_exceeded'),
  );
});
