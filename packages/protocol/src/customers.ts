import * as z from 'zod/mini';
import { route } from './wire/route.ts';
import { uuid } from './wire/values.ts';

/** Who is signed in. */
export const customerView = z
  .object({ id: uuid, email: z.string() })
  .register(z.globalRegistry, { id: 'Customer' });
export type CustomerView = z.infer<typeof customerView>;

export const customerRoutes = {
  me: route({
    method: 'GET',
    path: '/v1/me',
    tag: 'Account',
    says: 'Who is signed in',
    answer: customerView,
    status: 200,
    refuses: [],
  }),
};
