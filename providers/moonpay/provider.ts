import { HOUR_MS } from '@diboas/kernel';
import { defineProvider, httpBase, httpOrigin, listOf } from '@diboas/providers-kit';
import { z } from 'zod';

const key = (prefix: string) =>
  z.string().regex(new RegExp(`^${prefix}_(test|live)_[\\x21-\\x7e]+$`), `must begin with ${prefix}_`);

export const moonpay = defineProvider({
  id: 'moonpay',
  name: 'MoonPay',
  // MoonPay has no keys. A submission makes nothing there: the same one signs the same link, whenever it is made.
  keyLifetimeMs: 24 * HOUR_MS,
  remembersRefusals: false,
  isRequired: false,
  settings: z.object({
    MOONPAY_PUBLISHABLE_KEY: key('pk'),
    MOONPAY_SECRET_KEY: key('sk'),
    MOONPAY_WEBHOOK_KEY: listOf(z.string().regex(/^[\x21-\x7e]+$/, 'must be one word'), 'secret'),
    MOONPAY_API_URL: httpOrigin.default('https://api.moonpay.com'),
    MOONPAY_WIDGET_URL: httpBase.default('https://buy.moonpay.com'),
  }),
  says: {
    MOONPAY_PUBLISHABLE_KEY: 'the key by which MoonPay knows us: pk_test_ or pk_live_',
    MOONPAY_SECRET_KEY: 'what links to its page are signed with: sk_test_ or sk_live_',
    MOONPAY_WEBHOOK_KEY: 'what MoonPay signs its webhooks with: `new,old` while one is rolled',
    MOONPAY_API_URL: "where prices and transactions are asked for; MoonPay's own address where none is given",
    MOONPAY_WIDGET_URL:
      'where people pay; https://buy.moonpay.com where none is given, https://buy-sandbox.moonpay.com for its test mode',
  },
  secrets: {
    MOONPAY_PUBLISHABLE_KEY: (source) => `pk_test_${source.token()}`,
    MOONPAY_SECRET_KEY: (source) => `sk_test_${source.token()}`,
    MOONPAY_WEBHOOK_KEY: (source) => source.token(),
  },
  settingsAt: (sandboxUrl) => ({
    MOONPAY_API_URL: sandboxUrl,
    MOONPAY_WIDGET_URL: `${sandboxUrl}/widget`,
  }),
  sandbox: async () => (await import('./sandbox/double.ts')).moonpayDouble,
  ownHosts: /(^|\.)moonpay\.com\.?$/,
  addresses: ({ MOONPAY_API_URL, MOONPAY_WIDGET_URL }) => ({ MOONPAY_API_URL, MOONPAY_WIDGET_URL }),
  signingSecrets: ({ MOONPAY_WEBHOOK_KEY }) => ({ MOONPAY_WEBHOOK_KEY }),
  hasTestMode: (given) => isTest(given.MOONPAY_PUBLISHABLE_KEY) && isTest(given.MOONPAY_SECRET_KEY),
  dangers: ({ MOONPAY_PUBLISHABLE_KEY, MOONPAY_SECRET_KEY }, world) => {
    const wrong = { MOONPAY_PUBLISHABLE_KEY, MOONPAY_SECRET_KEY };
    return Object.entries(wrong)
      .filter(([, text]) => isTest(text) !== (world === 'sandbox'))
      .map(([name]) =>
        world === 'live'
          ? `${name} is a key of the test mode: give a live one when WORLD=live.`
          : `${name} is a live key: real money would move. Give one of the test mode when WORLD=sandbox.`,
      );
  },
  async open(given, parts) {
    const { createMoonpayOnramp } = await import('./adapter/on-ramp/desk.ts');
    return {
      onRamp: createMoonpayOnramp({
        ...parts,
        publishableKey: given.MOONPAY_PUBLISHABLE_KEY,
        secretKey: given.MOONPAY_SECRET_KEY,
        webhookKeys: given.MOONPAY_WEBHOOK_KEY,
        apiUrl: given.MOONPAY_API_URL,
        widgetUrl: given.MOONPAY_WIDGET_URL,
      }),
    };
  },
});

function isTest(text: string): boolean {
  return /^(pk|sk)_test_/.test(text);
}
