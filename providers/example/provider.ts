/**
 * The template of a provider: a third party that does not exist, with all that one needs. It passes every suite in every
 * run, so it cannot go stale, and stands in no list of the product: see README.md.
 */
import { HOUR_MS } from '@diboas/kernel';
import { defineProvider, httpOrigin, listOf, word } from '@diboas/providers-kit';
import { z } from 'zod';

export const example = defineProvider({
  id: 'example',
  name: 'Example',
  // Example forgets keys after 24 hours; an hour is left for the request's own way and for clocks.
  keyLifetimeMs: 23 * HOUR_MS,
  remembersRefusals: false,
  isRequired: false,
  settings: z.object({
    EXAMPLE_BASE_URL: httpOrigin.default('https://api.example.test'),
    EXAMPLE_API_KEY: word,
    EXAMPLE_WEBHOOK_SECRET: listOf(word, 'secret'),
  }),
  says: {
    EXAMPLE_BASE_URL: 'where Example is called',
    EXAMPLE_API_KEY: 'the key by which Example knows us',
    EXAMPLE_WEBHOOK_SECRET: 'what Example signs its webhooks with; two with a comma while one is rolled',
  },
  secrets: {
    EXAMPLE_API_KEY: (source) => `test_${source.token()}`,
    EXAMPLE_WEBHOOK_SECRET: (source) => source.token(),
  },
  settingsAt: (sandboxUrl) => ({ EXAMPLE_BASE_URL: sandboxUrl }),
  sandbox: async () => (await import('./sandbox/double.ts')).exampleDouble,
  ownHosts: /(^|\.)example\.test\.?$/,
  addresses: ({ EXAMPLE_BASE_URL }) => ({ EXAMPLE_BASE_URL }),
  signingSecrets: ({ EXAMPLE_WEBHOOK_SECRET }) => ({ EXAMPLE_WEBHOOK_SECRET }),
  hasTestMode: ({ EXAMPLE_API_KEY }) => EXAMPLE_API_KEY.startsWith('test_'),
  dangers: ({ EXAMPLE_API_KEY }, world) =>
    world === 'live' && EXAMPLE_API_KEY.startsWith('test_')
      ? ['EXAMPLE_API_KEY is a key of the test mode: give a live one when WORLD=live.']
      : [],
  async open(given, parts) {
    const { createExampleOnramp } = await import('./adapter/on-ramp/desk.ts');
    return {
      onRamp: createExampleOnramp({
        ...parts,
        baseUrl: given.EXAMPLE_BASE_URL,
        apiKey: given.EXAMPLE_API_KEY,
        webhookSecrets: given.EXAMPLE_WEBHOOK_SECRET,
      }),
    };
  },
});
