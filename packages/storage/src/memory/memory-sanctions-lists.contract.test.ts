import type { AuditEntry } from '@diboas/orchestration';
import { describeSanctionsLists } from '../contract/sanctions-lists-contract.ts';
import { createMemorySanctionsLists } from './memory-sanctions-lists.ts';

describeSanctionsLists('the memory store', async () => {
  const audit: AuditEntry[] = [];
  return {
    lists: createMemorySanctionsLists(audit),
    audited: async () => audit.map(({ subject }) => subject),
    close: async () => {},
  };
});
