import type { OperationView } from '@diboas/protocol';
import { useQuery } from '@tanstack/react-query';
import { useServices } from '../services/services.ts';
import { FLOWS, type FlowName } from './flow.ts';

/**
 * What the person may do now of what a wizard leads to. Null while that is not known, or could not be had: then nothing is
 * concluded, and the server still refuses what may not be.
 */
export function useOperation(wizard: FlowName): OperationView | null {
  const { queries } = useServices();
  const { data } = useQuery(queries.operations());
  return data?.items.find(({ operation }) => operation === FLOWS[wizard].operation) ?? null;
}
