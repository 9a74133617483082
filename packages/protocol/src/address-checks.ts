import * as z from 'zod/mini';
import { sendWarning } from './quotes.ts';
import { wrongAddress } from './wire/problems.ts';
import { route } from './wire/route.ts';
import { asset, chainNetwork, decimalText, moneyView } from './wire/values.ts';

export const addressCheckRequest = z.strictObject({
  network: chainNetwork,
  /** What is going to be sent there. */
  asset,
  /** As it was typed, pasted or scanned. What turns out to be a secret is kept nowhere and never said again. */
  text: z.string().check(z.maxLength(2_000)),
});
export type AddressCheckRequest = z.infer<typeof addressCheckRequest>;

/** What there is to say of a text that a person takes for an address, before they send anything there. */
export const addressCheck = z
  .discriminatedUnion('is', [
    z.object({
      is: z.literal('good'),
      network: chainNetwork,
      /** In the one way in which we write it. */
      address: z.string(),
      /** Whether it has a checksum, which was right. */
      isChecked: z.boolean(),
      /** What the link asks for that it came in; null where it came in none, or the link leaves it open. */
      ask: z.nullable(z.object({ asset, amount: z.nullable(decimalText) })),
      /** The least that the network carries there, and where the address was never used. */
      least: moneyView,
      leastIfNew: moneyView,
      /** Whether a program decides what becomes of money there, as the network says; `unchecked`: it did not say in time. */
      contract: z.enum(['yes', 'no', 'unchecked']),
      warnings: z.array(sendWarning),
      /** How the person calls whoever has it; null where they never said. */
      knownAs: z.nullable(z.string()),
      /** The address of theirs that it looks like and is not. */
      alike: z.nullable(z.string()),
    }),
    z.object({ is: z.literal('wrong'), why: wrongAddress }),
  ])
  .register(z.globalRegistry, { id: 'AddressCheck' });
export type AddressCheckView = z.infer<typeof addressCheck>;

export const addressCheckRoutes = {
  checkAddress: route({
    method: 'POST',
    path: '/v1/address-checks',
    tag: 'Recipients',
    says: 'Look at an address before anything is sent there',
    more: 'Nothing is kept. Only so many may be looked at a minute.',
    body: addressCheckRequest,
    answer: addressCheck,
    status: 200,
    refuses: ['method_unavailable'],
  }),
};
