import * as z from 'zod/mini';
import { route } from './wire/route.ts';
import { typedEmail } from './wire/typed-email.ts';
import { byId, instant, uuid } from './wire/values.ts';

/** How the person calls somebody: no control characters. */
export const recipientName = z
  .string()
  .check(z.minLength(1), z.maxLength(80), z.regex(/^[^\p{Cc}]*[^\p{Cc}\s][^\p{Cc}]*$/u));

/** Somebody whom the person sends money to, as they wrote it down. */
export const recipientView = z
  .object({
    id: uuid,
    name: z.string(),
    email: z.string(),
    /** Whether somebody signs in by this address, and so gets what is sent at once. */
    here: z.boolean(),
    lastPaidAt: z.nullable(instant),
    createdAt: instant,
  })
  .register(z.globalRegistry, { id: 'Recipient' });
export type RecipientView = z.infer<typeof recipientView>;

export const recipientList = z.object({ items: z.array(recipientView) });
export type RecipientList = z.infer<typeof recipientList>;

export const addRecipientRequest = z.strictObject({ name: recipientName, email: typedEmail });
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
    says: 'Write somebody down, to send them money',
    more: 'An address that is on the list already gets the new name. Only of a whole address is told whether somebody signs in by it, and only so many may be written down a minute.',
    body: addRecipientRequest,
    answer: recipientView,
    status: 201,
    refuses: ['recipient_is_you', 'too_many_recipients'],
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
    refuses: ['not_found'],
  }),
};
