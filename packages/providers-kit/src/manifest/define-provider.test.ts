import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { defineProvider } from './define-provider.ts';
import { httpBase, listOf, word } from './setting.ts';

/** A provider without any desk: its settings alone are tried here. */
const define = (isRequired: boolean) =>
  defineProvider({
    id: 'nobody',
    name: 'Nobody',
    keyLifetimeMs: 1,
    remembersRefusals: false,
    isRequired,
    settings: z.object({
      NOBODY_KEY: word,
      NOBODY_SECRET: listOf(word, 'secret'),
      NOBODY_URL: httpBase.default('https://api.nobody.example/v1'),
      NOBODY_TEST_MODE: z.enum(['on', 'off']).default('off'),
    }),
    says: {
      ...{ NOBODY_KEY: 'the key', NOBODY_SECRET: 'the secret' },
      ...{ NOBODY_URL: 'where nobody is', NOBODY_TEST_MODE: 'whether nothing moves' },
    },
    secrets: { NOBODY_KEY: (source) => source.uuid(), NOBODY_SECRET: (source) => source.token() },
    sandbox: () => Promise.reject(new Error('nobody has no double')),
    settingsAt: (sandboxUrl) => ({ NOBODY_URL: sandboxUrl }),
    ownHosts: /(^|\.)nobody\.example$/,
    addresses: ({ NOBODY_URL }) => ({ NOBODY_URL }),
    signingSecrets: ({ NOBODY_SECRET }) => ({ NOBODY_SECRET }),
    hasTestMode: (given) => given.NOBODY_TEST_MODE === 'on',
    dangers: (given, world) =>
      world === 'live' && given.NOBODY_TEST_MODE === 'on' ? ['NOBODY_TEST_MODE must be off'] : [],
    open: async () => ({}),
  });

const SECRETS = { NOBODY_KEY: 'key', NOBODY_SECRET: 'one' };

function configuredWith(texts: Readonly<Record<string, string>>) {
  const outcome = define(false).configure(texts);
  if (!outcome.ok || outcome.value === null) throw new Error('the settings were refused');
  return outcome.value;
}

describe('a provider that need not be there', () => {
  it('is not set up where none of its secrets is given', () => {
    expect(define(false).configure({})).toEqual({ ok: true, value: null });
  });

  it('is refused with some of them, by the names of all', () => {
    expect(define(false).configure({ NOBODY_KEY: 'key' })).toEqual({
      ok: false,
      refusal: ['NOBODY_KEY and NOBODY_SECRET are given together, or none of them'],
    });
  });

  it('is refused by what is wrong with another setting even without its secrets', () => {
    expect(define(false).configure({ NOBODY_URL: 'nowhere' })).toEqual({
      ok: false,
      refusal: ['NOBODY_URL must be an address like https://api.example.com/path'],
    });
  });
});

it('names each setting that is missing where a provider must be there', () => {
  expect(define(true).configure({})).toEqual({
    ok: false,
    refusal: ['NOBODY_KEY is missing', 'NOBODY_SECRET is missing'],
  });
});

describe('the dangers of a provider', () => {
  it('are its own address in the sandbox, unless nothing real moves there', () => {
    expect(configuredWith(SECRETS).dangers('sandbox')).toEqual([expect.stringMatching(/^NOBODY_URL /)]);
    expect(configuredWith({ ...SECRETS, NOBODY_TEST_MODE: 'on' }).dangers('sandbox')).toEqual([]);
    expect(configuredWith({ ...SECRETS, NOBODY_URL: 'http://127.0.0.1:1' }).dangers('sandbox')).toEqual([]);
  });

  it('are a way without encryption in the live world, and what only it has', () => {
    expect(configuredWith(SECRETS).dangers('live')).toEqual([]);
    const wrong = { ...SECRETS, NOBODY_URL: 'http://127.0.0.1:1', NOBODY_TEST_MODE: 'on' };
    expect(configuredWith(wrong).dangers('live')).toEqual([
      expect.stringMatching(/^NOBODY_TEST_MODE /),
      expect.stringMatching(/^NOBODY_URL /),
    ]);
  });
});
