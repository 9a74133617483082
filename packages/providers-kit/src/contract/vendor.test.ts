import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { defineProvider } from '../manifest/define-provider.ts';
import { word } from '../manifest/setting.ts';
import { AGAINST, openAtVendor, vendorProblem } from './vendor.ts';

const nobody = defineProvider({
  ...{ id: 'nobody', name: 'Nobody', keyLifetimeMs: 1, remembersRefusals: false, isRequired: false },
  settings: z.object({ NOBODY_KEY: word }),
  says: { NOBODY_KEY: 'the key' },
  secrets: { NOBODY_KEY: (source) => source.uuid() },
  sandbox: () => Promise.reject(new Error('nobody has no double')),
  settingsAt: () => ({}),
  ownHosts: /^nobody$/,
  ...{ addresses: () => ({}), signingSecrets: () => ({}), dangers: () => [], open: async () => ({}) },
});

describe('a provider itself', () => {
  it('is tried only where it is asked for by its id', () => {
    expect(openAtVendor(nobody, { NOBODY_KEY: 'key' })).toBeNull();
    expect(openAtVendor(nobody, { NOBODY_KEY: 'key', [AGAINST]: 'somebody' })).toBeNull();
    expect(openAtVendor(nobody, { NOBODY_KEY: 'key', [AGAINST]: 'nobody' })).not.toBeNull();
  });

  it('is not tried without its key, and says which settings it needs', () => {
    expect(vendorProblem(nobody, {})).toBe(
      'To try Nobody itself, give the settings of its test mode: NOBODY_KEY.',
    );
    expect(vendorProblem(nobody, { NOBODY_KEY: 'two words' })).toMatch(/NOBODY_KEY must be one word/);
    expect(vendorProblem(nobody, { NOBODY_KEY: 'key' })).toBeNull();
  });
});
