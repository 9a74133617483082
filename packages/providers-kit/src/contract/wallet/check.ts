import type { WalletScene } from './scene.ts';

/**
 * One sentence of the contract. The checks are a list, so that beside running them they can be run against adapters with a
 * deliberate bug, each of which some check must find.
 */
export interface WalletCheck {
  readonly group: WalletGroup;
  readonly says: string;
  run(scene: WalletScene): Promise<void>;
}

export type WalletGroup =
  | 'a price'
  | 'what is prepared'
  | 'a send'
  | 'a fault'
  | 'a block'
  | 'what can never be taken any more'
  | 'a wallet'
  | 'a deposit'
  | 'a webhook';
