import type { Instant } from '@diboas/kernel';
import { type CallRules, type CredentialWatch, callOnce } from '@diboas/providers-kit';
import { readRefusal, refusesKey } from './fault.ts';

/** Where each service is called. A key of the one is refused by the other. */
export const SERVICE_URLS = {
  sanctions: 'https://public.chainalysis.com',
  entities: 'https://api.chainalysis.com',
} as const;

export type ChainalysisService = keyof typeof SERVICE_URLS;

export interface ConnectionOptions {
  readonly apiKey: string;
  readonly service: ChainalysisService;
  /** Where the service is, or the sandbox over http. */
  readonly baseUrl: string;
  readonly timeoutMs: number;
  readonly now: () => Instant;
  readonly credentials: CredentialWatch;
}

export interface ChainalysisConnection {
  /** The body of a 2xx answer about an address. Throws what `askForRisk` sorts. */
  address(address: string): Promise<object>;
}

/** The path of an address, and the header that the key goes into, of each service. */
const WIRES: Readonly<Record<ChainalysisService, { readonly path: string; readonly header: string }>> = {
  sanctions: { path: '/api/v1/address/', header: 'x-api-key' },
  entities: { path: '/api/risk/v2/entities/', header: 'token' },
};

/**
 * One call for an address. Entities had to be registered by a POST before they were looked at; since December 2024 they are not
 * (docs.chainalysis.com/api/address-screening/whats-new), and nothing else is done.
 */
export function connectToChainalysis(options: ConnectionOptions): ChainalysisConnection {
  const { apiKey, service, baseUrl, ...given } = options;
  const rules: CallRules = { ...given, readRefusal, refusesKey, keySetting: 'CHAINALYSIS_API_KEY' };
  const { path, header } = WIRES[service];
  return {
    async address(address) {
      const url = new URL(`${baseUrl.replace(/\/+$/, '')}${path}${encodeURIComponent(address)}`);
      return await callOnce(
        { method: 'GET', url, headers: { accept: 'application/json', [header]: apiKey } },
        rules,
      );
    },
  };
}
