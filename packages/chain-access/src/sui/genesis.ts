import { UnansweredError } from '../wire/unanswered.ts';
import type { SuiWire } from './wire.ts';

/** The digest of the first checkpoint, which Sui calls the id of the chain. */
export async function readSuiGenesis({ ask, client }: SuiWire): Promise<string> {
  const { response } = await ask('GetServiceInfo', (options) =>
    client.ledgerService.getServiceInfo({}, options),
  );
  if (response.chainId === undefined) throw new UnansweredError('the node does not say which chain it is of');
  return response.chainId;
}
