import { formatInstant } from '@diboas/kernel';
import type { YieldsSuite } from '@diboas/providers-kit/contract';
import { defillamaDouble } from '../sandbox/double.ts';

/** What the contract suite of yields asks of DefiLlama. */
export const yields: YieldsSuite = {
  name: 'DefiLlama',
  double: defillamaDouble,
  secrets: {},
  vendorVersion: 'yields',
  vectors: new URL('../vectors/yields.json', import.meta.url),
  pool: 'aa70268e-4b52-42bf-a116-608b370f9501',
  unknownPool: '00000000-0000-4000-8000-000000000000',
  withRate: (body, text) => body.replace(/("apy(?:Base)?":)(?:null|[0-9.]+)/g, `$1${text}`),
  withTotal: (body, text) => body.replace(/("tvlUsd":)(?:null|[0-9.]+)/g, `$1${text}`),
  withTime: (body, at) => body.replace(/("timestamp":)"[^"]+"/g, `$1"${formatInstant(at)}"`),
};
