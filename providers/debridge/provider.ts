/**
 * deBridge's DLN: an order is placed on one network, and whoever likes fulfils it on the other. What nobody fulfils waits for ever, or is
 * cancelled there by us.
 */
import { HOUR_MS } from '@diboas/kernel';
import { defineProvider, httpBase } from '@diboas/providers-kit';
import { z } from 'zod';

export const debridge = defineProvider({
  id: 'debridge',
  name: 'deBridge',
  // What was signed is carried out once, whoever remembers it.
  keyLifetimeMs: HOUR_MS,
  remembersRefusals: false,
  isRequired: false,
  settings: z.object({
    DEBRIDGE_URL: httpBase,
    DEBRIDGE_ORDERS_URL: httpBase.default('https://dln-api.debridge.finance/api'),
  }),
  says: {
    DEBRIDGE_URL:
      'where orders of deBridge are made: https://dln.debridge.finance/v1.0. Nothing goes from one network to another by deBridge when left out',
    DEBRIDGE_ORDERS_URL:
      "where deBridge tells what became of an order; deBridge's own address where none is given",
  },
  secrets: {},
  settingsAt: (sandboxUrl) => ({
    DEBRIDGE_URL: `${sandboxUrl}/v1.0`,
    DEBRIDGE_ORDERS_URL: `${sandboxUrl}/api`,
  }),
  sandbox: async () => (await import('./sandbox/double.ts')).debridgeDouble,
  ownHosts: /(^|\.)(debridge\.(finance|com)|dln\.trade)\.?$/,
  addresses: ({ DEBRIDGE_URL, DEBRIDGE_ORDERS_URL }) => ({ DEBRIDGE_URL, DEBRIDGE_ORDERS_URL }),
  signingSecrets: () => ({}),
  dangers: () => [],
  async open({ DEBRIDGE_URL: baseUrl, DEBRIDGE_ORDERS_URL: ordersUrl }, parts) {
    const { createDebridgeCrossings } = await import('./adapter/crossings/desk.ts');
    return {
      crossings: createDebridgeCrossings({
        ...{ ...parts, signer: parts.signer.forUse('orders'), baseUrl, ordersUrl },
      }),
    };
  },
});
