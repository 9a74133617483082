import { ProviderRefusalError } from '@diboas/providers-kit';
import { describe, expect, it } from 'vitest';
import { refusesKey, sortFault, wordOf } from './fault.ts';

const faultOf = (error: string) =>
  sortFault(new ProviderRefusalError(400, { code: wordOf(error), requestId: null }, null), 0);

describe('an error of Kraken', () => {
  it.each([
    'EOrder:Insufficient funds',
    'EOrder:Order minimum not met',
    'EOrder:Cost minimum not met',
    'EOrder:Tick size check failed',
    'EOrder:Invalid price',
    'EGeneral:Invalid arguments:volume',
    'EGeneral:Permission denied',
    'EAPI:Invalid key',
    'EAPI:Invalid signature',
    'EQuery:Unknown asset pair',
  ])('%s is a no, which another exchange may not say', (error) => {
    expect(faultOf(error)).toMatchObject({ kind: 'rejected', elsewhere: true });
  });

  it.each([
    'EAPI:Invalid nonce',
    'EAPI:Rate limit exceeded',
    'EOrder:Rate limit exceeded',
    'EService:Throttled:1788406480',
    'EService:Market in cancel_only mode',
    'EGeneral:Temporary lockout',
  ])('%s was before anything was done, and says nothing of the order', (error) => {
    expect(faultOf(error)).toMatchObject({ kind: 'retryable', cause: 'rate_limited' });
  });

  it.each([
    'EService:Unavailable',
    'EService:Busy',
    'EService:Deadline elapsed',
    'EGeneral:Internal error:1234',
    // Another order has our name: it can only be ours.
    'EGeneral:Invalid arguments:cl_ord_id in use',
    'EOrder:A word of tomorrow',
  ])('%s proves nothing', (error) => {
    expect(faultOf(error).kind).toBe('unknown');
  });

  it('is told without what stands behind its word, which may repeat what was sent', () => {
    expect(faultOf('EGeneral:Invalid arguments:price of ana').detail).toBe('400 EGeneral:Invalid arguments');
  });

  it('is about our key where it is', () => {
    expect(['EAPI:Invalid key', 'EAPI:Invalid signature', 'EAPI:Invalid nonce'].map(refusesKey)).toEqual([
      true,
      true,
      false,
    ]);
  });
});
