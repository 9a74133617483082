import { accept } from '@diboas/kernel';
import type { ApiHandlers } from '../../http/api-route.ts';
import type { Parts } from '../../parts/parts.ts';

export function createConfigHandlers({ config }: Pick<Parts, 'config'>): Pick<ApiHandlers, 'config'> {
  return {
    config: async () => accept({ body: config }),
  };
}
