/** Chainalysis' double: what the sandbox's world knows of addresses, in Chainalysis' words. */
import { createAddressMarks, type Double, type DoubleKind, onlyAnswers } from '@diboas/sandbox-kit';
import { createChainalysisWire } from './server.ts';

export const chainalysisDouble: DoubleKind = {
  id: 'chainalysis',
  name: 'Chainalysis',
  secrets: { CHAINALYSIS_API_KEY: { help: 'the key that callers must send' } },
  open({ store, secrets }): Double {
    const { CHAINALYSIS_API_KEY: apiKey = '' } = secrets;
    return { ...onlyAnswers, wire: createChainalysisWire({ apiKey, marks: createAddressMarks(store) }) };
  },
};
