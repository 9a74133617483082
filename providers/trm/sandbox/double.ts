/** TRM's double: what the sandbox's world knows of addresses, in TRM's words. */
import { createAddressMarks, type Double, type DoubleKind, onlyAnswers } from '@diboas/sandbox-kit';
import { createTrmWire } from './server.ts';

export const trmDouble: DoubleKind = {
  id: 'trm',
  name: 'TRM Labs',
  secrets: { TRM_API_KEY: { help: 'the key that callers must send' } },
  open({ store, secrets }): Double {
    const { TRM_API_KEY: apiKey = '' } = secrets;
    return { ...onlyAnswers, wire: createTrmWire({ apiKey, marks: createAddressMarks(store) }) };
  },
};
