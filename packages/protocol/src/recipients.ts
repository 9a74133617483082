import * as z from 'zod/mini';
import { route } from './wire/route.ts';
import { typedEmail } from './wire/typed-email.ts';
import { byId, chainNetwork, instant, uuid } from './wire/values.ts';

/** How the person calls somebody: no control characters. */
export const recipientName = z
  .string()
  .check(z.minLength(1), z.maxLength(80), z.regex(/^[^\p{Cc}]*[^\p{Cc}\s][^\p{Cc}]*$/u));

const writtenDown = {
  id: uuid,
  name: z.string(),
  lastPaidAt: z.nullable(instant),
  createdAt: instant,
};

/** Somebody whom the person sends money to, as they wrote it down. */
export const personRecipient = z.object({
  kind: z.literal('person'),
  ...writtenDown,
  email: z.string(),
  /** Whether somebody signs in by this address, and so gets what is sent at once. */
  here: z.boolean(),
});
export type PersonRecipient = z.infer<typeof personRecipient>;

/** An address on a network that the person sends to, as they wrote it down. */
export const addressRecipient = z.object({
  kind: z.literal('address'),
  ...writtenDown,
  network: chainNetwork,
  address: z.string(),
});

export const recipientView = z
  .discriminatedUnion('kind', [personRecipient, addressRecipient])
  .register(z.globalRegistry, { id: 'Recipient' });
export type RecipientView = z.infer<typeof recipientView>;

export const recipientList = z.object({ items: z.array(recipientView) });
export type RecipientList = z.infer<typeof recipientList>;

export const addRecipientRequest = z.union([
  z.strictObject({ name: recipientName, email: typedEmail }),
  /** An address as it was typed, pasted or scanned. */
  z.strictObject({
    name: recipientName,
    network: chainNetwork,
    address: z.string().check(z.minLength(1), z.maxLength(2_000)),
  }),
]);
export type AddRecipientRequest = z.infer<typeof addRecipientRequest>;

export const recipientRoutes = {
  listRecipients: route({
    method: 'GET',
    path: '/v1/recipients',
    tag: 'Recipients',
    says: 'List your recipients, by name',
    answer: recipientList,
    status: 200,
    refuses: [],
  }),
  addRecipient: route({
    method: 'POST',
    path: '/v1/recipients',
    tag: 'Recipients',
    says: 'Write somebody or an address down, to send money there',
    more: 'An address that is on the list already gets the new name. Only of a whole address is told whether somebody signs in by it, and only so many may be written down a minute. `address_wrong`: what was given as an address is none that money can be sent to.',
    body: addRecipientRequest,
    answer: recipientView,
    status: 201,
    refuses: ['factor_required', 'recipient_is_you', 'too_many_recipients', 'address_wrong'],
  }),
  removeRecipient: route({
    method: 'DELETE',
    path: '/v1/recipients/:id',
    tag: 'Recipients',
    says: 'Take somebody off the list',
    more: 'What was sent to them stays as it is.',
    params: byId,
    answer: recipientView,
    status: 200,
    refuses: ['not_found', 'factor_required'],
  }),
};
