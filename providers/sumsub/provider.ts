/** Sumsub: who a person is, by their document and their face. Asked where the first desk of identity is away. */
import { defineProvider, httpOrigin, listOf, word } from '@diboas/providers-kit';
import { z } from 'zod';

export const sumsub = defineProvider({
  id: 'sumsub',
  name: 'Sumsub',
  // It takes no keys: it knows a person by our name of them, once, for as long as it knows them.
  keyLifetimeMs: 0,
  remembersRefusals: false,
  isRequired: false,
  settings: z.object({
    SUMSUB_BASE_URL: httpOrigin.default('https://api.sumsub.com'),
    SUMSUB_APP_TOKEN: word,
    SUMSUB_SECRET_KEY: word,
    SUMSUB_WEBHOOK_SECRET: listOf(word, 'secret'),
    SUMSUB_LEVEL: word.default('id-and-liveness'),
  }),
  says: {
    SUMSUB_BASE_URL: "where Sumsub is called; Sumsub's own address where none is given",
    SUMSUB_APP_TOKEN:
      'the app token by which Sumsub knows us, of the mode that `WORLD` says: `sbx:` in the sandbox alone',
    SUMSUB_SECRET_KEY: 'what requests to Sumsub are signed with; it was made together with the app token',
    SUMSUB_WEBHOOK_SECRET: 'what Sumsub signs its webhooks with: `new,old` while one is rolled',
    SUMSUB_LEVEL:
      'the verification level at Sumsub that people go through, in its exact letters; `id-and-liveness` where none is given',
  },
  secrets: {
    SUMSUB_APP_TOKEN: (source) => `sbx:${source.token()}`,
    SUMSUB_SECRET_KEY: (source) => source.token(),
    SUMSUB_WEBHOOK_SECRET: (source) => source.token(),
  },
  settingsAt: (sandboxUrl) => ({ SUMSUB_BASE_URL: sandboxUrl }),
  sandbox: async () => (await import('./sandbox/double.ts')).sumsubDouble,
  ownHosts: /(^|\.)sumsub\.com\.?$/,
  addresses: ({ SUMSUB_BASE_URL }) => ({ SUMSUB_BASE_URL }),
  signingSecrets: ({ SUMSUB_WEBHOOK_SECRET }) => ({ SUMSUB_WEBHOOK_SECRET }),
  // Sumsub has one host for both modes, and the token says which one it is.
  hasTestMode: ({ SUMSUB_APP_TOKEN }) => SUMSUB_APP_TOKEN.startsWith('sbx:'),
  dangers({ SUMSUB_APP_TOKEN }, world) {
    const isSandbox = SUMSUB_APP_TOKEN.startsWith('sbx:');
    if (world === 'live' && isSandbox)
      return ['SUMSUB_APP_TOKEN is of the sandbox: set WORLD=sandbox, or give a token of production.'];
    if (world === 'sandbox' && !isSandbox)
      return ['SUMSUB_APP_TOKEN must begin with sbx: unless WORLD=live, or real people would be looked at.'];
    return [];
  },
  async open(given, parts) {
    const { createSumsubIdentity } = await import('./adapter/identity/desk.ts');
    return {
      identity: createSumsubIdentity({
        ...parts,
        baseUrl: given.SUMSUB_BASE_URL,
        appToken: given.SUMSUB_APP_TOKEN,
        secretKey: given.SUMSUB_SECRET_KEY,
        webhookSecrets: given.SUMSUB_WEBHOOK_SECRET,
        level: given.SUMSUB_LEVEL,
      }),
    };
  },
});
