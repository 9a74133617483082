import { createECDH } from 'node:crypto';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { defineProvider } from './define-provider.ts';
import { createSecretSource, makeSecrets } from './secret-source.ts';
import { word } from './setting.ts';

const PAIRED = defineProvider({
  ...{ id: 'nobody', name: 'Nobody', keyLifetimeMs: 1, remembersRefusals: false, isRequired: false },
  settings: z.object({ NOBODY_PRIVATE: word, NOBODY_PUBLIC: word }),
  says: { NOBODY_PRIVATE: 'the one half', NOBODY_PUBLIC: 'the other' },
  secrets: {
    NOBODY_PRIVATE: (source) => source.p256(),
    NOBODY_PUBLIC(_source, made) {
      const key = createECDH('prime256v1');
      key.setPrivateKey(made.NOBODY_PRIVATE ?? '', 'hex');
      return key.getPublicKey('hex', 'compressed');
    },
  },
  sandbox: () => Promise.reject(new Error('nobody has no double')),
  settingsAt: () => ({}),
  ownHosts: /^nobody$/,
  ...{ addresses: () => ({}), signingSecrets: () => ({}), dangers: () => [], open: async () => ({}) },
});

it('makes the halves of a key fit each other', () => {
  const { NOBODY_PRIVATE, NOBODY_PUBLIC } = makeSecrets([PAIRED], createSecretSource());
  expect(NOBODY_PRIVATE).toMatch(/^[0-9a-f]{64}$/);
  expect(NOBODY_PUBLIC).toMatch(/^0[23][0-9a-f]{64}$/);
  expect(makeSecrets([PAIRED], createSecretSource()).NOBODY_PRIVATE).not.toBe(NOBODY_PRIVATE);
});
