// What has to be free of which float, as it is said in a setting.
import { accept, isAsset, isNetwork, type Outcome, parseMoney, refuse } from '@diboas/kernel';
import { floatName } from '@diboas/orchestration';

/** "northpay 5000.00 USDC solana": the float's name and how much has to be free of it, above nothing. */
export function parseLeast(text: string): Outcome<readonly [name: string, units: bigint], 'malformed'> {
  const [provider = '', amount = '', asset = '', network = '', ...more] = text.split(/ +/);
  if (!/^[a-z0-9-]+$/.test(provider) || !isAsset(asset) || !isNetwork(network) || more.length > 0)
    return refuse('malformed');
  const parsed = parseMoney(asset, amount);
  if (!parsed.ok || parsed.value.units <= 0n) return refuse('malformed');
  return accept([floatName({ provider, asset, network }), parsed.value.units]);
}
