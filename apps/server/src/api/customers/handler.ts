import { accept } from '@diboas/kernel';
import type { ApiHandlers } from '../../http/api-route.ts';

export function createCustomerHandlers(): Pick<ApiHandlers, 'me'> {
  return {
    me: async ({ session }) => accept({ body: { id: session.customerId, email: session.email } }),
  };
}
