/**
 * Circle's CCTP v2 between Ethereum and Solana: USDC is burnt on the one by a transaction of ours, Circle attests to it, and mints as much on
 * the other. Nobody has a key of Circle's, and its service for attestations (Iris) is asked by whoever likes.
 */
import { HOUR_MS } from '@diboas/kernel';
import { defineProvider, httpBase } from '@diboas/providers-kit';
import { z } from 'zod';

export const cctp = defineProvider({
  id: 'cctp',
  name: 'Circle CCTP',
  // What was signed is carried out once, whoever remembers it.
  keyLifetimeMs: HOUR_MS,
  remembersRefusals: false,
  isRequired: false,
  settings: z.object({ CCTP_URL: httpBase }),
  says: {
    CCTP_URL:
      'where Circle is asked for attestations: https://iris-api.circle.com, and for chains for tests https://iris-api-sandbox.circle.com. Nothing goes from one network to another by Circle when left out',
  },
  secrets: {},
  settingsAt: (sandboxUrl) => ({ CCTP_URL: sandboxUrl }),
  sandbox: async () => (await import('./sandbox/double.ts')).cctpDouble,
  ownHosts: /(^|\.)iris-api\.circle\.com\.?$/,
  addresses: ({ CCTP_URL }) => ({ CCTP_URL }),
  signingSecrets: () => ({}),
  dangers: () => [],
  async open({ CCTP_URL: baseUrl }, parts) {
    const { createCctpCrossings } = await import('./adapter/crossings/desk.ts');
    return {
      crossings: createCctpCrossings({ ...parts, baseUrl, signer: parts.signer.forUse('crossings') }),
    };
  },
});
